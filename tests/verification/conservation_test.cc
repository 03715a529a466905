// SPDX-License-Identifier: Apache-2.0
// Problem: the flow of a coarse sine problem up to t = 2.
// Exact solution: the mass of every depth slice and of the head stays one, and the objective
// E + lambda e^{-t} int int |theta|^2 rho falls all the time.

#include "flow_fixture.h"
#include <gtest/gtest.h>

namespace rhoflow {
namespace {

test::FlowCase coarse_case() {
  test::FlowCase flow_case;
  flow_case.depth_nodes = 3;
  flow_case.outer_nodes = 12;
  flow_case.mesh.cells = 8;
  flow_case.mesh.degree = 3;
  flow_case.mesh.half_width = 5.5;
  flow_case.tolerance = 1e-5;
  return flow_case;
}

test::FlowCase finite_element_case() {
  test::FlowCase flow_case = coarse_case();
  flow_case.finite_element = true;
  flow_case.outer_nodes = 8;
  return flow_case;
}

test::FlowCase regularised_case() {
  test::FlowCase flow_case = coarse_case();
  test::fix_head(flow_case);
  flow_case.lambda = 0.25;
  return flow_case;
}

test::FlowCase plane_case() {
  test::FlowCase flow_case = coarse_case();
  flow_case.data = test::plane_data(6);
  flow_case.depth_nodes = 2;
  flow_case.outer_nodes = 4;
  flow_case.mesh.cells = 6;
  return flow_case;
}

test::FlowCase plane_finite_element_case() {
  test::FlowCase flow_case = plane_case();
  flow_case.finite_element = true;
  flow_case.depth_nodes = 1;
  flow_case.outer_nodes = 5;
  flow_case.mesh.degree = 2;
  flow_case.mesh.half_width = 5.;
  flow_case.tolerance = 1e-3;
  return flow_case;
}

template <int dim>
double objective(const GradientFlow<dim> &flow) {
  const double scale = flow.state().problem->regularization.length_scale(flow.time());
  double second_moment = 0.;
  for (std::size_t j = 0; j < flow.state().n_slices(); ++j)
    second_moment += flow.state().problem->depth.weights()[j] * scale * scale *
                     test::second_moment(flow.state().space(j), flow.state().densities[j].values);
  return flow.state().network.loss +
         flow.state().problem->regularization.strength(flow.time()) * second_moment;
}

template <int dim>
void expect_constant_mass(const test::FlowCase &flow_case) {
  GradientFlow<dim> flow = test::make_flow<dim>(flow_case);
  std::vector<double> start;
  for (std::size_t k = 0; k < flow.state().densities.size(); ++k)
    start.push_back(test::mass(flow.state().space(k), flow.state().densities[k].values));
  test::advance(flow, 2.);
  double drift = 0.;
  for (std::size_t k = 0; k < start.size(); ++k)
    drift = std::max(
        drift,
        std::abs(test::mass(flow.state().space(k), flow.state().densities[k].values) / start[k] -
                 1.));
  test::record("drift", drift);
  EXPECT_LE(drift, 1e-12);
}

template <int dim>
void expect_falling_objective(const test::FlowCase &flow_case) {
  GradientFlow<dim> flow = test::make_flow<dim>(flow_case);
  double previous = objective(flow);
  while (flow.time() < 2.) {
    flow.step(2.);
    const double now = objective(flow);
    ASSERT_LE(now, previous + 1e-12) << "t = " << flow.time();
    previous = now;
  }
}

TEST(Conservation, OfMassWithTheHermiteBasis) {
  expect_constant_mass<2>(coarse_case());
}

TEST(Conservation, OfMassWithFiniteElements) {
  expect_constant_mass<2>(finite_element_case());
}

TEST(Conservation, OfMassWithScaledWeights) {
  expect_constant_mass<2>(regularised_case());
}

TEST(Conservation, OfMassWithTwoInputs) {
  expect_constant_mass<3>(plane_case());
}

TEST(Conservation, OfMassWithTwoInputsAndFiniteElements) {
  expect_constant_mass<3>(plane_finite_element_case());
}

TEST(Conservation, TheLossNeverRisesWithTheHermiteBasis) {
  expect_falling_objective<2>(coarse_case());
}

TEST(Conservation, TheLossNeverRisesWithFiniteElements) {
  expect_falling_objective<2>(finite_element_case());
}

TEST(Conservation, TheLossNeverRisesWithTwoInputs) {
  expect_falling_objective<3>(plane_case());
}

TEST(Conservation, TheRegularisedObjectiveNeverRises) {
  expect_falling_objective<2>(regularised_case());
}

} // namespace
} // namespace rhoflow
