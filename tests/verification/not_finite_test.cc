// SPDX-License-Identifier: Apache-2.0
// Problem: runs that meet numbers which are not finite, or a forward solve that cannot succeed.
// Exact answer: RunError, one line that names the time and the density or the quantity; the flow
// keeps the state of the last accepted step.

#include "rhoflow/base/errors.h"

#include "expect_error.h"
#include "flow_fixture.h"
#include <gtest/gtest.h>

#include <limits>

namespace rhoflow {
namespace {

using test::expect_contains;
using test::message_of;

test::FlowCase short_flow() {
  test::FlowCase flow_case;
  flow_case.depth_nodes = 2;
  flow_case.outer_nodes = 5;
  flow_case.mesh.cells = 6;
  flow_case.mesh.degree = 2;
  flow_case.mesh.half_width = 5.;
  return flow_case;
}

DensityList start_of(const test::FlowCase &flow_case, const DensitySpaces<2> &spaces) {
  return test::gaussian_densities<2>(flow_case, spaces, 0.2);
}

/// The message of the RunError with which the flow refuses a start with a NaN in density @p index.
std::string message_for_nan(const test::FlowCase &flow_case, std::size_t index) {
  const auto spaces = test::make_spaces<2>(flow_case);
  DensityList start = start_of(flow_case, spaces);
  start[index][0] = std::numeric_limits<double>::quiet_NaN();
  return message_of<RunError>([&] { test::make_flow<2>(flow_case, spaces, start); });
}

TEST(NotFinite, ANanInASliceNamesTimeSampleAndDepth) {
  const std::string message = message_for_nan(short_flow(), 1);
  expect_contains(message, "t = 0:");
  expect_contains(message, "features of sample 0");
  expect_contains(message, "depth s = ");
}

TEST(NotFinite, ANanInTheHeadNamesTimeAndLoss) {
  const std::string message = message_for_nan(short_flow(), 2);
  expect_contains(message, "t = 0:");
  expect_contains(message, "loss is not finite");
}

TEST(NotFinite, ANanInAnEulerLayerNamesTheTime) {
  test::FlowCase flow_case = short_flow();
  flow_case.rule = DepthRule::euler;
  expect_contains(message_for_nan(flow_case, 0), "t = 0:");
}

/// A flow whose slice 1 holds a value that overflows in the first step. Its outer weight is zero,
/// so that the network does not see it.
GradientFlow<2> overflowing_flow() {
  const test::FlowCase flow_case = short_flow();
  const auto spaces = test::make_spaces<2>(flow_case);
  DensityList start = start_of(flow_case, spaces);
  start[1][2] = 1e200;
  return test::make_flow<2>(flow_case, spaces, start);
}

TEST(NotFinite, ADensityThatOverflowsIsNamedByAStep) {
  GradientFlow<2> flow = overflowing_flow();
  ASSERT_EQ(flow.state().space(1).coordinate(0)[2], 0.);
  const std::string message = message_of<RunError>([&] { flow.step(1.); });
  expect_contains(message, "t = 0:");
  expect_contains(message, "slice 1 (s = 0.78");
  expect_contains(message, "not finite");
}

TEST(NotFinite, AFailedStepLeavesDensitiesTimeAndNetworkAsTheyWere) {
  GradientFlow<2> flow = overflowing_flow();
  const DensityList densities = test::values_of(flow);
  const double loss = flow.state().network.loss;
  EXPECT_THROW(flow.step(1.), RunError);
  EXPECT_TRUE(test::values_of(flow) == densities);
  EXPECT_EQ(flow.time(), 0.);
  EXPECT_EQ(flow.state().n_steps, 0u);
  EXPECT_NEAR(flow.state().network.loss, loss, 1e-14);
}

/// Advances until the forward solve fails and returns the message.
std::string run_until_failure(GradientFlow<2> &flow, DensityList &last, double &time) {
  return message_of<RunError>([&] {
    while (flow.time() < 10.) {
      last = test::values_of(flow);
      time = flow.time();
      flow.step(10.);
    }
  });
}

TEST(NotFinite, AHugeAlphaStopsTheRunInTheForwardSolve) {
  test::FlowCase flow_case = short_flow();
  flow_case.network.alpha = 1e5;
  GradientFlow<2> flow = test::make_flow<2>(flow_case);
  DensityList last;
  double time = -1.;
  const std::string message = run_until_failure(flow, last, time);
  expect_contains(message, "t = ");
  expect_contains(message, "forward solve");
  EXPECT_TRUE(test::values_of(flow) == last);
  EXPECT_EQ(flow.time(), time);
}

} // namespace
} // namespace rhoflow
