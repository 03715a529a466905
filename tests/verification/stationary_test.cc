// SPDX-License-Identifier: Apache-2.0
// Problem: the limit of a flow with noise as time goes to infinity, from the fixed point of its
// potentials. Reference for the sine problem: an independent program that solves the same fixed
// point, and an independent flow in Hermite functions that tends to it.

#include "stationary/stationary_problem.h"
#include "stationary/stationary_tables.h"

#include "diagnostics/free_energy.h"
#include "flow_fixture.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rhoflow::stationary_tests {
namespace {

test::FlowCase equilibrium_case(double temperature, double confinement) {
  test::FlowCase flow_case;
  flow_case.noise.temperature = temperature;
  flow_case.noise.confinement = confinement;
  flow_case.outer_variance = temperature / confinement;
  flow_case.outer_nodes = 24;
  flow_case.mesh.cells = 12;
  flow_case.mesh.degree = 6;
  flow_case.mesh.half_width = 7.;
  return flow_case;
}

template <int dim>
FlowState<dim> empty_state(const test::FlowCase &flow_case) {
  return make_flow_state(test::make_problem(flow_case), test::make_spaces<dim>(flow_case));
}

struct LimitReference {
  double loss, encoder, head, free_energy;
};

void expect_limit(const StationaryState &limit, const LimitReference &reference) {
  EXPECT_NEAR(limit.network.loss, reference.loss, 1e-6 * reference.loss);
  EXPECT_NEAR(limit.second_moment_encoder, reference.encoder, 1e-6 * reference.encoder);
  EXPECT_NEAR(limit.second_moment_head, reference.head, 1e-6 * reference.head);
  EXPECT_NEAR(limit.free_energy, reference.free_energy, 1e-7);
  EXPECT_LT(limit.residual, 1e-12);
}

TEST(Stationary, TheSineProblemHasItsReferenceValues) {
  const FlowState<2> state = empty_state<2>(equilibrium_case(0.1, 0.1));
  expect_limit(StationaryProblem<2>(state).solve({}, 0),
               {0.0756519, 3.260372, 4.243545, -0.4147233});
  test::FlowCase narrow_case = equilibrium_case(0.1, 0.2);
  narrow_case.mesh.half_width = 5.5;
  const FlowState<2> narrow = empty_state<2>(narrow_case);
  expect_limit(StationaryProblem<2>(narrow).solve({}, 0),
               {0.1337448, 1.549703, 2.180997, -0.1530145});
}

TEST(Stationary, IsFoundFromRandomPotentialsAndWhereNoiseIsWeak) {
  const FlowState<2> state = empty_state<2>(equilibrium_case(0.05, 0.05));
  StationaryProblem<2> problem(state);
  std::vector<SearchResult> results(3);
  for (unsigned int start = 0; start < results.size(); ++start) {
    results[start].start = start;
    results[start].state = problem.solve({}, start);
    results[start].found = true;
    EXPECT_LT(results[start].state.residual, 1e-12) << start;
  }
  EXPECT_GE(number_limits(results), 1u);
  EXPECT_EQ(results[0].limit, 1u);
  EXPECT_LE(lowest(results).state.free_energy, results[0].state.free_energy);
}

/// -dF/dt of the flow that starts at the limit, relative to what it is at standard Gaussians, and
/// the largest change of a mass.
template <int dim>
void expect_rest(const test::FlowCase &flow_case, double tolerance) {
  FlowState<dim> state = empty_state<dim>(flow_case);
  const StationaryState limit = StationaryProblem<dim>(state).solve({}, 0);
  const AlignedVector weights = grid_weights(state.space(0).mesh());
  for (std::size_t k = 0; k < state.densities.size(); ++k) {
    Density<dim> &density = state.densities[k];
    density.values = gibbs_values(
        *density.space, gibbs_density(state.grid(k), weights, limit.potentials[k], density.noise),
        limit.potentials[k], density.noise);
    // Elements do not reach beyond their box.
    EXPECT_NEAR(test::mass(*density.space, density.values), 1.,
                flow_case.finite_element ? 1e-7 : 1e-12);
  }
  const GradientFlow<dim> flow(std::move(state), StepControl(1e-6, 4, 0.));
  EXPECT_NEAR(flow.loss(), limit.network.loss, tolerance);
  double dissipation = 0., free_energy = flow.loss(), moment = 0.;
  const DensityList rates = flow.noisy_rates();
  for (std::size_t k = 0; k < rates.size(); ++k) {
    const Density<dim> &density = flow.state().densities[k];
    dissipation +=
        density.weight * free_energy_descent(density, flow.state().network.potentials[k], rates[k]);
    const double square = test::second_moment(*density.space, density.values);
    moment += density.is_head ? 0. : density.weight * square;
    free_energy += density.weight * (0.5 * density.noise.confinement * square +
                                     density.noise.temperature * integrate_entropy(density));
  }
  EXPECT_LT(std::abs(dissipation), tolerance);
  EXPECT_NEAR(free_energy, limit.free_energy, tolerance);
  EXPECT_NEAR(moment, limit.second_moment_encoder, tolerance);
}

TEST(Stationary, TheFlowRestsAtTheLimit) {
  expect_rest<2>(equilibrium_case(0.1, 0.1), 1e-6);
}

TEST(Stationary, TheFlowRestsAtTheLimitWithFiniteElements) {
  test::FlowCase flow_case = equilibrium_case(0.1, 0.1);
  flow_case.finite_element = true;
  flow_case.limiter = false;
  flow_case.outer_nodes = 10;
  expect_rest<2>(flow_case, 1e-4);
}

TEST(Stationary, TheFlowRestsAtTheLimitWithTwoInputs) {
  test::FlowCase flow_case = equilibrium_case(0.3, 0.4);
  flow_case.data = test::plane_data(6);
  flow_case.depth_nodes = 2;
  flow_case.outer_nodes = 8;
  flow_case.mesh.cells = 6;
  flow_case.mesh.degree = 5;
  flow_case.mesh.half_width = 5.;
  expect_rest<3>(flow_case, 1e-5);
}

TEST(Stationary, AFrozenEncoderKeepsItsDensity) {
  test::FlowCase flow_case = equilibrium_case(0.1, 0.1);
  flow_case.network.train = TrainedPart::head;
  FlowState<2> state = empty_state<2>(flow_case);
  const DensityList start = test::gaussian_densities<2>(
      flow_case, {state.densities.front().space, state.densities.back().space}, 0.3);
  for (std::size_t k = 0; k < start.size(); ++k)
    state.densities[k].values = start[k];
  const StationaryState limit = StationaryProblem<2>(state).solve({}, 0);
  const double second = test::second_moment(state.space(0), start[0]);
  EXPECT_NEAR(limit.second_moment_encoder, second, 1e-12);
  EXPECT_LT(limit.network.loss, 0.25);
  // Only one limit where the head alone is trained: the free energy is convex.
  EXPECT_NEAR(StationaryProblem<2>(state).solve({}, 1).free_energy, limit.free_energy, 1e-10);
}

} // namespace
} // namespace rhoflow::stationary_tests
