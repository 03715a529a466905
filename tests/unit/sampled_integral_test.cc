// SPDX-License-Identifier: Apache-2.0
// Integrals of sampled functions against polynomials and an exponential.
#include "time/sampled_integral.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rhoflow {
namespace {

double step_end(int i) {
  return 0.1 * i + 0.03 * std::sin(3. * i); // steps between 0.04 and 0.16
}

TEST(SampledIntegral, IsExactForPolynomialsOfDegreeFive) {
  SampledIntegral integral(2);
  for (int i = 0; i <= 20; ++i) {
    const double t = step_end(i);
    integral.add(t, {1., 6. * std::pow(t, 5) - 4. * t * t * t + 2.});
    if (i >= 5) {
      const std::vector<double> sums = integral.integrals();
      EXPECT_NEAR(sums[0], t, 1e-13);
      EXPECT_NEAR(sums[1], std::pow(t, 6) - std::pow(t, 4) + 2. * t, 1e-11 * (1. + std::pow(t, 6)));
    }
  }
}

TEST(SampledIntegral, TakesWhatPointsThereAre) {
  SampledIntegral integral(1);
  integral.add(1., {5.});
  EXPECT_EQ(integral.integrals().front(), 0.);
  integral.add(1.5, {7.});
  EXPECT_NEAR(integral.integrals().front(), 3., 1e-14);
  integral.add(2., {11.}); // now Simpson's rule
  EXPECT_NEAR(integral.integrals().front(), (5. + 4. * 7. + 11.) / 6., 1e-13);
}

TEST(SampledIntegral, IsOfOrderSix) {
  std::vector<double> errors;
  for (const int n : {16, 32, 64}) {
    SampledIntegral integral(1);
    for (int i = 0; i <= n; ++i)
      integral.add(4. * i / n, {std::exp(-8. * i / n)});
    errors.push_back(std::abs(integral.integrals().front() - 0.5 * (1. - std::exp(-8.))));
  }
  EXPECT_GT(std::log2(errors[0] / errors[1]), 5.);
  EXPECT_GT(std::log2(errors[1] / errors[2]), 5.5);
}

TEST(SampledIntegral, GoesOnFromItsState) {
  SampledIntegral all(2), second(2);
  for (int i = 0; i <= 30; ++i) {
    all.add(step_end(i), {std::cos(0.3 * i), 1. / (1. + i)});
    if (i == 13) {
      std::size_t place = 0;
      ASSERT_TRUE(second.restore(all.state(), place));
      EXPECT_EQ(place, all.state().size());
    }
    if (i > 13)
      second.add(step_end(i), {std::cos(0.3 * i), 1. / (1. + i)});
  }
  EXPECT_EQ(all.integrals(), second.integrals());
}

} // namespace
} // namespace rhoflow
