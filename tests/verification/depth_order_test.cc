// SPDX-License-Identifier: Apache-2.0
// Problem: dz/ds = cos(3 s) (1 + z^2) with z(0) = x, a nonlinear field that depends on depth.
// Exact solution: z(s) = tan(atan x + sin(3 s) / 3), and the adjoint p(0) = p(1) (1 + z(1)^2) /
// (1 + x^2). J Gauss nodes an interval converge with order 2J, Euler with order one.

#include "depth/adjoint_solve.h"
#include "depth/forward_solve.h"

#include "flow_fixture.h"
#include <gtest/gtest.h>

namespace rhoflow {
namespace {

const std::vector<double> inputs{-0.9, 0.1, 0.6};

struct Errors {
  double features = 0., adjoint = 0.;
};

VectorFieldFunction field_on(const DepthGrid &grid) {
  return [&grid](std::size_t first, std::size_t last, Trajectory &at) {
    for (std::size_t k = at.index(first, 0); k < at.index(last, 0); ++k) {
      const double z = at.features[k], s = grid.nodes()[k / inputs.size()];
      at.field[k] = std::cos(3. * s) * (1. + z * z);
      at.derivative[k] = 2. * std::cos(3. * s) * z;
    }
  };
}

Errors errors_of(const DepthGrid &grid) {
  Trajectory trajectory(grid.size(), inputs.size(), 1);
  solve_forward(grid, inputs, field_on(grid), trajectory);
  const Adjoint adjoint = solve_adjoint(grid, trajectory, std::vector<double>(inputs.size(), 1.));
  Errors errors;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const double z = std::tan(std::atan(inputs[i]) + std::sin(3.) / 3.);
    const double p = (1. + z * z) / (1. + inputs[i] * inputs[i]);
    errors.features = std::max(errors.features, std::abs(trajectory.final_features[i] - z));
    errors.adjoint = std::max(errors.adjoint, std::abs(adjoint.initial[i] - p));
  }
  return errors;
}

void expect_order(DepthRule rule, unsigned int nodes, const std::vector<unsigned int> &intervals,
                  double order) {
  std::vector<double> sizes, features, adjoint;
  for (const unsigned int n : intervals) {
    const Errors errors = errors_of(DepthGrid(rule, nodes, n));
    sizes.push_back(1. / n);
    features.push_back(errors.features);
    adjoint.push_back(errors.adjoint);
  }
  test::expect_order(sizes, features, order);
  test::expect_order(sizes, adjoint, order, "adjoint_order");
}

TEST(ForwardSolve, NeedsFewerEvaluationsForPredictionsThatAreTheSame) {
  const DepthGrid grid(DepthRule::gauss, 4, 1);
  unsigned int n = 0;
  const auto solve = [&](double last_residual) {
    n = 0;
    Trajectory trajectory(grid.size(), inputs.size(), 1);
    solve_forward(
        grid, inputs,
        [&](std::size_t first, std::size_t last, Trajectory &at) {
          ++n;
          field_on(grid)(first, last, at);
        },
        trajectory, last_residual);
    return trajectory;
  };
  const Trajectory exact = solve(0.);
  const unsigned int n_exact = n;
  const Trajectory fast = solve(last_residual_of_predictions);
  EXPECT_LT(n, n_exact);
  for (std::size_t k = 0; k < exact.features.size(); ++k) {
    EXPECT_NEAR(fast.features[k], exact.features[k], 1e-13 * (1. + std::abs(exact.features[k])));
    EXPECT_NEAR(fast.field[k], exact.field[k], 1e-12 * (1. + std::abs(exact.field[k])));
  }
  for (std::size_t i = 0; i < inputs.size(); ++i)
    EXPECT_NEAR(fast.final_features[i], exact.final_features[i], 1e-13);
}

TEST(DepthOrder, OfEulerIsOne) {
  expect_order(DepthRule::euler, 1, {64, 128, 256}, 0.95);
}

TEST(DepthOrder, OfOneGaussNodeIsTwo) {
  expect_order(DepthRule::gauss, 1, {8, 16, 32}, 1.7);
}

TEST(DepthOrder, OfTwoGaussNodesIsFour) {
  expect_order(DepthRule::gauss, 2, {4, 8, 16}, 3.7);
}

TEST(DepthOrder, OfThreeGaussNodesIsSix) {
  expect_order(DepthRule::gauss, 3, {4, 8, 16}, 5.7);
}

TEST(DepthOrder, IsSpectralInTheNumberOfNodes) {
  const double error = errors_of(DepthGrid(DepthRule::gauss, 12, 1)).features;
  test::record("error", error);
  EXPECT_LT(error, 1e-9);
}

} // namespace
} // namespace rhoflow
