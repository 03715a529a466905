// SPDX-License-Identifier: Apache-2.0
// The potentials of a flow between its steps: features and coefficients of every density at their
// places, residuals that fall by orders of magnitude a step followed, nothing lost on the way.
#include "characteristics/source_history.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rhoflow {
namespace {

constexpr std::size_t n_slices = 2, n_samples = 3;
constexpr unsigned int d = 2;
constexpr double rate = 3.;

/// Different numbers for every place, features that are linear in time, residuals that decay.
double feature(std::size_t place, double time) {
  return 0.1 * double(place) + time * (1. + 0.01 * double(place));
}
double residual(std::size_t sample, double time) {
  return (1. + double(sample)) * std::exp(-rate * time);
}

SampleState state_at(double time) {
  SampleState state;
  state.trajectory = Trajectory(n_slices, n_samples, d);
  std::size_t place = 0;
  for (double &value : state.trajectory.features)
    value = feature(place++, time);
  for (double &value : state.trajectory.final_features)
    value = feature(place++, time);
  for (std::size_t i = 0; i < n_slices * n_samples * d; ++i)
    state.adjoint.states.push_back(1. + double(i));
  for (std::size_t i = 0; i < n_samples; ++i)
    state.residuals.push_back(residual(i, time));
  return state;
}

NetworkParameters network() {
  NetworkParameters parameters;
  parameters.alpha = 3.;
  parameters.beta = 5.;
  parameters.head = HeadType::trained;
  return parameters;
}

void expect_source(const SourceHistory &history, double time) {
  for (std::size_t density = 0; density <= n_slices; ++density) {
    PotentialSource source;
    history.source(density, time, source);
    const bool encoder = density < n_slices;
    ASSERT_EQ(source.features.size(), n_samples * d);
    ASSERT_EQ(source.coefficients.size(), n_samples * (encoder ? d : 1));
    for (std::size_t i = 0; i < source.features.size(); ++i)
      EXPECT_NEAR(source.features[i], feature(density * n_samples * d + i, time), 1e-12);
    for (std::size_t i = 0; i < source.coefficients.size(); ++i) {
      const std::size_t sample = encoder ? i / d : i;
      const double factor = encoder
                                ? 3. * 5. / n_samples * (1. + double(density * n_samples * d + i))
                                : 5. / n_samples;
      const double exact = factor * residual(sample, time);
      EXPECT_NEAR(source.coefficients[i], exact, 1e-12 * exact) << density << " at " << time;
    }
  }
}

/// Steps over which the residuals fall to between a tenth and a hundredth.
SourceHistory filled(std::size_t n_steps) {
  SourceHistory history(network(), n_slices, n_samples, d);
  double time = 0.;
  for (std::size_t step = 0; step < n_steps; ++step, time += 0.8 + 0.2 * double(step % 4))
    history.add(time, state_at(time), std::exp(-rate * time));
  return history;
}

TEST(SourceHistory, FollowsResidualsThatFallByOrdersOfMagnitudeAStep) {
  const SourceHistory history = filled(9);
  for (int k = 0; 0.31 * k < history.time(history.size() - 1); ++k)
    expect_source(history, 0.31 * k);
}

TEST(SourceHistory, ForgetsOnlyWhatIsNotNeeded) {
  SourceHistory history = filled(30);
  const double time = history.time(14) + 0.1;
  PotentialSource before, after;
  history.source(1, time, before);
  history.forget_before(time);
  EXPECT_LT(history.size(), 20u);
  EXPECT_LE(history.time(0), time);
  history.source(1, time, after);
  EXPECT_EQ(before.features, after.features);
  EXPECT_EQ(before.coefficients, after.coefficients);
}

TEST(SourceHistory, GoesThroughNumbers) {
  const SourceHistory history = filled(9);
  std::vector<double> numbers{7.};
  history.append_to(numbers);
  SourceHistory other(network(), n_slices, n_samples, d);
  std::size_t place = 1;
  ASSERT_TRUE(other.restore(numbers, place));
  EXPECT_EQ(place, numbers.size());
  expect_source(other, 0.5 * history.time(8));
  // Cut short: not a history.
  numbers.pop_back();
  place = 1;
  EXPECT_FALSE(other.restore(numbers, place));
}

} // namespace
} // namespace rhoflow
