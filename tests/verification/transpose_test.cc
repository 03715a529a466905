// SPDX-License-Identifier: Apache-2.0
// Problem: perturb the vector field at the depth nodes by eta_k; the features change by dZ with
//   dZ_j = dZ_start + sum_k A_jk (dF_k dZ_k + eta_k).
// Exact solution: p(1).dZ(1) = sum_k b_k p_k.eta_k, because the adjoint rule is the exact transpose
// of the forward one. The linearised equations of all depth nodes are solved here at once by
// LAPACK.

#include "depth/adjoint_solve.h"
#include "depth/forward_solve.h"

#include <deal.II/lac/full_matrix.h>
#include <deal.II/lac/lapack_full_matrix.h>
#include <deal.II/lac/vector.h>

#include "flow_fixture.h"
#include <gtest/gtest.h>

namespace rhoflow {
namespace {

/// F(z, s), nonlinear and with a full Jacobian that is not symmetric.
VectorFieldFunction coupled_field_on(const DepthGrid &grid) {
  return [&grid](std::size_t first, std::size_t last, Trajectory &trajectory) {
    const unsigned int d = trajectory.dimension;
    for (std::size_t j = first; j < last; ++j)
      for (std::size_t i = 0; i < trajectory.n_samples; ++i) {
        const std::size_t at = trajectory.index(j, i);
        const double s = grid.nodes()[j];
        for (unsigned int a = 0; a < d; ++a) {
          double argument = 0.3 + s * a;
          for (unsigned int c = 0; c < d; ++c)
            argument += (1. + a - 1.7 * c) * trajectory.features[at + c];
          trajectory.field[at + a] = (2. - s) * std::sin(argument);
          for (unsigned int c = 0; c < d; ++c)
            trajectory.derivative[(at + a) * d + c] =
                (2. - s) * std::cos(argument) * (1. + a - 1.7 * c);
        }
      }
  };
}

/// dZ(1) of one sample for the field perturbation eta[node][component].
std::vector<double> tangent(const DepthGrid &grid, const Trajectory &trajectory, std::size_t sample,
                            const std::vector<double> &eta) {
  const unsigned int d = trajectory.dimension;
  const auto n = static_cast<unsigned int>(grid.size());
  // Coefficient with which the field at node k enters the features at node j.
  dealii::FullMatrix<double> coupling(n, n);
  for (const DepthGrid::Block &block : grid.blocks())
    for (unsigned int j = 0; j < block.size; ++j) {
      for (unsigned int k = 0; k < block.first; ++k)
        coupling(block.first + j, k) = grid.weights()[k];
      for (unsigned int k = 0; k < block.size; ++k)
        coupling(block.first + j, block.first + k) = block.matrix[j * block.size + k];
    }
  const auto jacobian = [&](unsigned int k, unsigned int a, unsigned int c) {
    return trajectory.derivative[(trajectory.index(k, sample) + a) * d + c];
  };
  dealii::LAPACKFullMatrix<double> matrix(n * d, n * d);
  dealii::Vector<double> change(n * d);
  for (unsigned int j = 0; j < n; ++j)
    for (unsigned int a = 0; a < d; ++a) {
      for (unsigned int k = 0; k < n; ++k) {
        change[j * d + a] += coupling(j, k) * eta[k * d + a];
        for (unsigned int c = 0; c < d; ++c)
          matrix(j * d + a, k * d + c) =
              (j == k && a == c ? 1. : 0.) - coupling(j, k) * jacobian(k, a, c);
      }
    }
  matrix.compute_lu_factorization();
  matrix.solve(change);
  std::vector<double> end(d, 0.);
  for (unsigned int k = 0; k < n; ++k)
    for (unsigned int a = 0; a < d; ++a) {
      double total = eta[k * d + a];
      for (unsigned int c = 0; c < d; ++c)
        total += jacobian(k, a, c) * change[k * d + c];
      end[a] += grid.weights()[k] * total;
    }
  return end;
}

void expect_transpose(const DepthGrid &grid, unsigned int dimension) {
  const std::size_t n_samples = 3;
  std::mt19937 generator(7);
  std::uniform_real_distribution<double> uniform(-1., 1.);
  std::vector<double> inputs(n_samples * dimension), final_state(inputs.size());
  for (double &x : inputs)
    x = uniform(generator);
  for (double &p : final_state)
    p = uniform(generator);
  Trajectory trajectory(grid.size(), n_samples, dimension);
  solve_forward(grid, inputs, coupled_field_on(grid), trajectory);
  const Adjoint adjoint = solve_adjoint(grid, trajectory, final_state);

  double worst = 0.;
  for (std::size_t i = 0; i < n_samples; ++i) {
    std::vector<double> eta(grid.size() * dimension);
    for (double &value : eta)
      value = uniform(generator);
    const std::vector<double> end = tangent(grid, trajectory, i, eta);
    double left = 0., right = 0., scale = 0.;
    for (unsigned int a = 0; a < dimension; ++a) {
      left += final_state[i * dimension + a] * end[a];
      scale += std::abs(final_state[i * dimension + a] * end[a]);
    }
    for (std::size_t k = 0; k < grid.size(); ++k)
      for (unsigned int a = 0; a < dimension; ++a)
        right +=
            grid.weights()[k] * adjoint.states[trajectory.index(k, i) + a] * eta[k * dimension + a];
    worst = std::max(worst, std::abs(left - right) / scale);
  }
  test::record("relative_error_" + std::to_string(grid.size()) + "_nodes", worst);
  EXPECT_LT(worst, 1e-13);
}

class Transpose : public ::testing::TestWithParam<unsigned int> {};

TEST_P(Transpose, HoldsForOneToFiveGaussNodes) {
  for (unsigned int nodes = 1; nodes <= 5; ++nodes)
    expect_transpose(DepthGrid(DepthRule::gauss, nodes, 1), GetParam());
}

TEST_P(Transpose, HoldsForSeveralIntervals) {
  expect_transpose(DepthGrid(DepthRule::gauss, 3, 4), GetParam());
}

TEST_P(Transpose, HoldsForEuler) {
  expect_transpose(DepthGrid(DepthRule::euler, 9, 1), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Inputs, Transpose, ::testing::Values(1u, 2u));

TEST(Adjoint, AtDepthZeroIsTheDerivativeWithRespectToTheInput) {
  const DepthGrid grid(DepthRule::gauss, 3, 2);
  const std::vector<double> inputs{0.3, -0.4}, final_state{0.7, -1.1};
  Trajectory trajectory(grid.size(), 1, 2);
  solve_forward(grid, inputs, coupled_field_on(grid), trajectory);
  const Adjoint adjoint = solve_adjoint(grid, trajectory, final_state);
  const auto value = [&](unsigned int k, double step) {
    std::vector<double> moved = inputs;
    moved[k] += step;
    solve_forward(grid, moved, coupled_field_on(grid), trajectory);
    return final_state[0] * trajectory.final_features[0] +
           final_state[1] * trajectory.final_features[1];
  };
  for (unsigned int k = 0; k < 2; ++k) {
    const double quotient =
        test::extrapolated_derivative([&](double h) { return value(k, h); }, 0.02);
    EXPECT_NEAR(adjoint.initial[k], quotient, 1e-10);
  }
}

} // namespace
} // namespace rhoflow
