// SPDX-License-Identifier: Apache-2.0
// Rates of exponentials against sums of exponentials whose rates are known.
#include "study/decay_rate.h"

#include "rhoflow/base/errors.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rhoflow {
namespace {

/// exp(-3 t) + 1e-2 exp(-t/2) and, from t = 30 on, what is left is a floor that rises.
struct Decay {
  std::vector<double> time, values;

  Decay() {
    for (unsigned int i = 0; i <= 80; ++i) {
      const double t = 0.5 * i;
      time.push_back(t);
      values.push_back(t < 30. ? std::exp(-3. * t) + 1e-2 * std::exp(-0.5 * t) : 1e-11 * t * t);
    }
  }
};

TEST(DecayRate, IsThatOfThePointsThatCount) {
  const Decay decay;
  const auto early = [](double t, double) { return t <= 0.5; };
  const double before = decay.values[0], after = decay.values[1];
  EXPECT_NEAR(decay_rate(decay.time, decay.values, early), 2. * std::log(before / after), 1e-13);
  // Of the fast exponential 1e-9 of the slow one is left.
  const auto late = [](double t, double value) { return t > 10. && t < 27. && value > 0.; };
  EXPECT_NEAR(decay_rate(decay.time, decay.values, late), 0.5, 1e-8);
}

// At t = 3/4 T = 20.6 the fast exponential is gone; the floor at the end, where values are above
// what is resolved again, does not count.
TEST(DecayRate, LateOneIsThatOfTheSlowestMode) {
  const Decay decay;
  EXPECT_NEAR(late_decay_rate(decay.time, decay.values, 1e-8), 0.5, 1e-12);
}

TEST(DecayRate, NeedsTwoPoints) {
  const Decay decay;
  EXPECT_THROW(late_decay_rate(decay.time, decay.values, 1.), RunError);
  EXPECT_THROW(late_decay_rate(decay.time, decay.values, 2.), RunError);
}

} // namespace
} // namespace rhoflow
