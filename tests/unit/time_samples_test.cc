// SPDX-License-Identifier: Apache-2.0
// Samples in time: the polynomial between them, what is kept, and the way through numbers.
#include "time/time_samples.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace rhoflow {
namespace {

double step_end(int i) {
  return 0.1 * i + 0.03 * std::sin(3. * i);
}

double value_at(const TimeSamples &samples, double time, std::size_t quantity = 0) {
  const TimeSamples::Stencil stencil = samples.stencil(samples.interval(time), time);
  double value = 0.;
  for (std::size_t m = 0; m < stencil.weights.size(); ++m)
    value += stencil.weights[m] * samples.values(stencil.first + m)[quantity];
  return value;
}

TimeSamples quintic(int n) {
  TimeSamples samples(2);
  for (int i = 0; i < n; ++i)
    samples.add(step_end(i), {std::pow(step_end(i), 5) - step_end(i), 1.});
  return samples;
}

TEST(TimeSamples, AreExactForPolynomialsOfDegreeFive) {
  TimeSamples samples = quintic(12);
  for (int k = 0; 0.017 * k <= step_end(11); ++k) {
    const double t = 0.017 * k;
    EXPECT_NEAR(value_at(samples, t), std::pow(t, 5) - t, 1e-13);
    EXPECT_NEAR(value_at(samples, t, 1), 1., 1e-13);
  }
  samples.drop(4);
  EXPECT_EQ(samples.size(), 8u);
  EXPECT_EQ(samples.time(0), step_end(4));
  EXPECT_NEAR(value_at(samples, 0.77), std::pow(0.77, 5) - 0.77, 1e-13);
}

TEST(TimeSamples, FindTheInterval) {
  const TimeSamples samples = quintic(8);
  for (int i = 0; i < 7; ++i) {
    EXPECT_EQ(samples.interval(step_end(i)), std::size_t(i));
    EXPECT_EQ(samples.interval(0.5 * (step_end(i) + step_end(i + 1))), std::size_t(i));
  }
  EXPECT_EQ(samples.interval(step_end(7)), 6u);
  EXPECT_EQ(samples.interval(-1.), 0u);
  EXPECT_EQ(quintic(1).interval(0.), 0u);
}

TEST(TimeSamples, TakeAsManyOnEitherSide) {
  const TimeSamples samples = quintic(12);
  for (std::size_t i = 0; i < 11; ++i) {
    const double middle = 0.5 * (samples.time(i) + samples.time(i + 1));
    const TimeSamples::Stencil stencil = samples.stencil(i, middle);
    ASSERT_EQ(stencil.weights.size(), 6u);
    EXPECT_EQ(stencil.first, i < 2 ? 0 : std::min<std::size_t>(i - 2, 6)) << i;
  }
}

TEST(TimeSamples, TakeWhatThereIs) {
  EXPECT_EQ(value_at(quintic(1), 0.), 0.);
  TimeSamples two(1);
  two.add(1., {3.});
  two.add(3., {7.});
  EXPECT_NEAR(value_at(two, 2.5), 6., 1e-14);
}

TEST(TimeSamples, FollowAScaleThatFallsByOrdersOfMagnitude) {
  // e^{-9 t} (1, t): steps of 0.5 take it down by 90 each.
  TimeSamples plain(2), scaled(2);
  for (int k = 0; k <= 10; ++k) {
    const double t = 0.5 * k;
    plain.add(t, {std::exp(-9. * t), t * std::exp(-9. * t)});
    scaled.add(t, {std::exp(-9. * t), t * std::exp(-9. * t)}, 3. * std::exp(-9. * t));
  }
  for (const double t : {0.2, 1.7, 4.9}) {
    EXPECT_NEAR(value_at(scaled, t) * std::exp(9. * t), 1., 1e-11);
    EXPECT_NEAR(value_at(scaled, t, 1) * std::exp(9. * t), t, 1e-11);
    EXPECT_GT(std::abs(value_at(plain, t) * std::exp(9. * t) - 1.), 1e-2);
  }
}

TEST(TimeSamples, DoNotRunAwayBesideAKinkOfTheScale) {
  // Falls by e^5 a sample, the scale down to e^-20 only.
  TimeSamples samples(1);
  for (int i = 0; i < 12; ++i)
    samples.add(i, {std::exp(-5. * i)}, std::exp(-5. * std::min(i, 4)));
  for (int k = 0; k <= 220; ++k) {
    const double t = 0.05 * k;
    const double bound = 3. * std::exp(-5. * std::max(std::min(std::floor(t), 4.) - 1., 0.));
    EXPECT_LE(std::abs(value_at(samples, t)), bound) << "t = " << t;
  }
  for (int k = 160; k <= 220; ++k)
    EXPECT_LE(std::abs(value_at(samples, 0.05 * k)), std::exp(-20.));
}

TEST(TimeSamples, GoThroughNumbers) {
  TimeSamples samples = quintic(6);
  samples.add(step_end(6), {0.3, 0.4}, 0.1);
  std::vector<double> state{-1.};
  samples.append_to(state);
  state.push_back(-2.);
  TimeSamples copy(2);
  std::size_t place = 1;
  ASSERT_TRUE(copy.restore(state, place));
  EXPECT_EQ(place, state.size() - 1);
  EXPECT_EQ(copy.size(), samples.size());
  EXPECT_EQ(value_at(copy, 0.33), value_at(samples, 0.33));
  // A few numbers less are not enough, and behind the end there are none.
  state.resize(state.size() - 3);
  place = 1;
  EXPECT_FALSE(copy.restore(state, place));
  place = state.size();
  EXPECT_FALSE(copy.restore(state, place));
}

} // namespace
} // namespace rhoflow
