// SPDX-License-Identifier: Apache-2.0
// Problem: y = sin(pi x) at 16 points, tanh, standard Gaussian start (model: [DCLW], [CLLCC]).
// Reference: a Lagrangian quadrature code with 24 x 64 x 64 points a slice gives a loss of
// 0.0608690 and a second moment of the head of 4.194034 at t = 5 (known to 5e-6 relative); a fixed
// head g(z) = z with regulariser lambda = 0.25 gives a loss of 0.0951827 at t = 4.

#include "flow_fixture.h"
#include <gtest/gtest.h>

namespace rhoflow {
namespace {

test::FlowCase default_case() {
  test::FlowCase flow_case;
  flow_case.mesh.half_width = 6.5;
  return flow_case;
}

test::FlowCase fine_case() {
  test::FlowCase flow_case = default_case();
  flow_case.outer_nodes = 20;
  flow_case.mesh.cells = 13;
  return flow_case;
}

GradientFlow<2> run(const test::FlowCase &flow_case, double end) {
  GradientFlow<2> flow = test::make_flow<2>(flow_case);
  test::advance(flow, end);
  return flow;
}

test::FlowCase fixed_head_case() {
  test::FlowCase flow_case = fine_case();
  test::fix_head(flow_case);
  flow_case.lambda = 0.25;
  return flow_case;
}

/// The runs at which two tests look are made once.
const GradientFlow<2> &fine_run() {
  static const GradientFlow<2> flow = run(fine_case(), 5.);
  return flow;
}

const GradientFlow<2> &fixed_head_run() {
  static const GradientFlow<2> flow = run(fixed_head_case(), 4.);
  return flow;
}

void expect_relative(double value, double reference, double tolerance) {
  test::record("relative_error", std::abs(value / reference - 1.));
  EXPECT_NEAR(value, reference, tolerance * reference);
}

TEST(SineReference, LossAtTheDefaultResolution) {
  expect_relative(run(default_case(), 5.).state().network.loss, 0.060869, 1e-4);
}

TEST(SineReference, LossAtAFineResolution) {
  expect_relative(fine_run().state().network.loss, 0.060869, 1e-5);
}

TEST(SineReference, SecondMomentOfTheHeadAtAFineResolution) {
  const Density<2> &head = fine_run().state().densities.back();
  expect_relative(test::second_moment(*head.space, head.values), 4.19402, 1e-5);
}

TEST(SineReference, LossOfAFixedHeadWithRegulariser) {
  expect_relative(fixed_head_run().state().network.loss, 0.0951827, 1e-5);
}

TEST(SineReference, SecondMomentOfAFixedHeadsEncoder) {
  const FlowState<2> &state = fixed_head_run().state();
  const double scale = state.problem->regularization.length_scale(4.);
  expect_relative(scale * scale * test::second_moment(state.space(0), state.densities[0].values),
                  1.131028, 1e-5);
}

test::FlowCase finite_element_case() {
  test::FlowCase flow_case = default_case();
  flow_case.finite_element = true;
  flow_case.outer_nodes = 12;
  return flow_case;
}

TEST(SineReference, FiniteElementsAgreeWithTheHermiteBasis) {
  // Both refined: the reference is the converged value of the Hermite basis.
  test::FlowCase flow_case = finite_element_case();
  flow_case.mesh.cells = 14;
  flow_case.mesh.degree = 4;
  flow_case.tolerance = 1e-4;
  expect_relative(run(flow_case, 5.).state().network.loss, 0.060869, 1e-4);
}

TEST(SineReference, FiniteElementsWithoutLimiterReachTheConvergedLoss) {
  test::FlowCase flow_case = finite_element_case();
  flow_case.limiter = false;
  expect_relative(run(flow_case, 5.).state().network.loss, 0.060869, 1e-4);
}

} // namespace
} // namespace rhoflow
