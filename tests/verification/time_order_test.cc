// SPDX-License-Identifier: Apache-2.0
// Problem: the full flow of a coarse sine problem with fixed steps, compared with much smaller
// ones: same discrete equations, so only the error in time is left. The method of the Hermite
// basis has order four.

#include "flow_fixture.h"
#include <gtest/gtest.h>

namespace rhoflow {
namespace {

test::FlowCase coarse_case() {
  test::FlowCase flow_case;
  flow_case.data = test::sine_data(8);
  flow_case.depth_nodes = 2;
  flow_case.outer_nodes = 8;
  flow_case.mesh.cells = 6;
  flow_case.mesh.degree = 2;
  flow_case.mesh.half_width = 5.;
  flow_case.tolerance = 1e20;
  return flow_case;
}

GradientFlow<2> run(test::FlowCase flow_case, double step) {
  flow_case.maximal_step = step;
  GradientFlow<2> flow = test::make_flow<2>(flow_case, 0.5, 0.8);
  test::advance(flow, 2.);
  // The step was never cut by the bound of stability.
  EXPECT_EQ(flow.state().n_steps, static_cast<unsigned long>(std::lround(2. / step)));
  return flow;
}

void expect_fourth_order(const test::FlowCase &flow_case, double coarsest,
                         bool smooth_density = true) {
  const GradientFlow<2> reference = run(flow_case, coarsest / 32.);
  std::vector<double> sizes, density_errors, loss_errors;
  for (const double step : {coarsest, coarsest / 2., coarsest / 4.}) {
    const GradientFlow<2> flow = run(flow_case, step);
    double largest = 0.;
    for (std::size_t k = 0; k < flow.state().densities.size(); ++k) {
      AlignedVector difference = flow.state().densities[k].values;
      for (std::size_t i = 0; i < difference.size(); ++i)
        difference[i] -= reference.state().densities[k].values[i];
      largest = std::max(largest, test::natural_norm(flow.state().space(k), difference));
    }
    sizes.push_back(step);
    density_errors.push_back(largest);
    loss_errors.push_back(std::abs(flow.state().network.loss - reference.state().network.loss));
  }
  if (smooth_density)
    test::expect_order(sizes, density_errors, 3.8, "density_order");
  else
    EXPECT_LE(density_errors.back(), 1e-8);
  test::expect_order(sizes, loss_errors, 3.8, "loss_order");
}

TEST(TimeOrder, OfTheCoupledFlowIsFour) {
  expect_fourth_order(coarse_case(), 1. / 16);
}

TEST(TimeOrder, OfTheFlowWithNoiseIsFour) {
  test::FlowCase flow_case = coarse_case();
  flow_case.noise.temperature = 0.2;
  flow_case.noise.confinement = 0.15;
  flow_case.outer_variance = 4. / 3.;
  expect_fourth_order(flow_case, 1. / 8);
}

TEST(TimeOrder, OfTheLossOfTheRegularisedFlowIsFour) {
  test::FlowCase flow_case = coarse_case();
  test::fix_head(flow_case);
  flow_case.network.alpha = 2.;
  flow_case.lambda = 0.5;
  // The error of the density falls with order 3.9 to 1e-8 and with order two below: upwinding
  // switches sides in time, which few nodes feel. The loss keeps its order.
  expect_fourth_order(flow_case, 1. / 8, false);
}

unsigned long finite_element_steps(double tolerance) {
  test::FlowCase flow_case = coarse_case();
  flow_case.finite_element = true;
  flow_case.mesh.cells = flow_case.outer_nodes = 7;
  flow_case.tolerance = tolerance;
  GradientFlow<2> flow = test::make_flow<2>(flow_case);
  test::advance(flow, 1.);
  return flow.state().n_steps;
}

TEST(TimeOrder, TheStepFollowsTheCubeRootOfTheToleranceAlsoWithTheLimiter) {
  const double ratio = double(finite_element_steps(1e-8)) / double(finite_element_steps(1e-5));
  test::record("ratio", ratio);
  EXPECT_LE(ratio, 12.);
}

} // namespace
} // namespace rhoflow
