// SPDX-License-Identifier: Apache-2.0
// Step control: targets are met exactly, bounds are respected, errors shrink and let grow the step.

#include "rhoflow/time/step_control.h"

#include <gtest/gtest.h>

#include <limits>

namespace rhoflow {
namespace {

constexpr double no_bound = std::numeric_limits<double>::infinity();

/// A control whose error alone would allow very long steps.
StepControl lenient(double maximal_step) {
  return StepControl(1e6, 3, maximal_step);
}

TEST(StepControl, MeetsTargetsExactly) {
  for (const double target : {1., 0.1, 2.0 / 3.0, 7.3}) {
    const StepControl control = lenient(0.0317);
    double time = 0.;
    unsigned int steps = 0;
    while (time < target && steps < 1000) {
      const double dt = control.propose(time, target, no_bound);
      time = dt == target - time ? target : time + dt;
      ++steps;
    }
    EXPECT_EQ(time, target);
    EXPECT_LE(steps, target / 0.0317 + 2.);
  }
}

TEST(StepControl, TakesTwoEqualStepsInsteadOfASliver) {
  const StepControl control = lenient(0.3);
  EXPECT_DOUBLE_EQ(control.propose(0., 0.31, no_bound), 0.155);
  EXPECT_DOUBLE_EQ(control.propose(0., 0.29, no_bound), 0.29);
  EXPECT_DOUBLE_EQ(control.propose(0., 5., no_bound), 0.3);
}

TEST(StepControl, RespectsTheStableStep) {
  EXPECT_DOUBLE_EQ(lenient(0.3).propose(0., 5., 0.01), 0.01);
}

TEST(StepControl, AMaximalStepOfZeroMeansNone) {
  EXPECT_DOUBLE_EQ(lenient(0.).propose(0., 15., no_bound), 7.5);
}

TEST(StepControl, AcceptsUpToTheTolerance) {
  StepControl control(1e-4, 3, 0.);
  EXPECT_TRUE(control.accept(1e-4, 0.1));
  EXPECT_FALSE(control.accept(1.001e-4, 0.1));
}

TEST(StepControl, ScalesTheStepWithTheCubeRootOfTheError) {
  StepControl control(1e-4, 3, 0.);
  EXPECT_FALSE(control.accept(8e-4, 0.1));
  EXPECT_NEAR(control.propose(0., 10., no_bound), 0.1 * 0.9 / 2., 1e-12);
}

TEST(StepControl, GrowsAtMostTwofold) {
  StepControl control(1e-4, 3, 0.);
  EXPECT_TRUE(control.accept(0., 0.1));
  EXPECT_DOUBLE_EQ(control.propose(0., 10., no_bound), 0.2);
}

TEST(StepControl, ShrinksAtMostFivefold) {
  StepControl control(1e-4, 3, 0.);
  EXPECT_FALSE(control.accept(1e10, 0.1));
  EXPECT_DOUBLE_EQ(control.propose(0., 10., no_bound), 0.02);
}

TEST(StepControl, AStepCutShortByATargetDoesNotShortenTheNext) {
  StepControl control(1e-4, 3, 0.);
  control.accept(1e-5, 0.1);
  const double usual = control.propose(0., 10., no_bound);
  EXPECT_TRUE(control.accept(1e-12, 1e-3));
  EXPECT_DOUBLE_EQ(control.propose(0., 10., no_bound), usual);
}

TEST(StepControl, ShrinkHalvesTheStep) {
  StepControl control = lenient(0.);
  control.shrink(0.08);
  EXPECT_DOUBLE_EQ(control.propose(0., 10., no_bound), 0.04);
}

TEST(StepControl, AnErrorThatIsNotANumberIsRejected) {
  StepControl control(1e-4, 3, 0.);
  EXPECT_FALSE(control.accept(std::numeric_limits<double>::quiet_NaN(), 0.1));
  EXPECT_GT(control.propose(0., 10., no_bound), 0.);
}

} // namespace
} // namespace rhoflow
