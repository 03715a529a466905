// SPDX-License-Identifier: Apache-2.0
// The logarithm of a mixture's density against the formula, also where every exponential vanishes.
#include "rhoflow/density/gaussian_mixture.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rhoflow {
namespace {

TEST(GaussianMixture, HasTheLogarithmOfItsDensity) {
  const GaussianMixture mixture{{1., {-1., 0.5}, {1., 0.25}}, {3., {2., 0.}, {0.5, 2.}}};
  const auto density = [&](double x, double y) {
    const auto normal = [](double z, double m, double v) {
      return std::exp(-0.5 * (z - m) * (z - m) / v) / std::sqrt(2. * M_PI * v);
    };
    return 0.25 * normal(x, -1., 1.) * normal(y, 0.5, 0.25) +
           0.75 * normal(x, 2., 0.5) * normal(y, 0., 2.);
  };
  for (const double x : {-2., 0., 1.5})
    for (const double y : {-1., 0.3}) {
      const double apart[] = {x, 99., 99., y};
      EXPECT_NEAR(log_density(mixture, apart, 3), std::log(density(x, y)), 1e-13);
    }
  const double far[] = {0., 100.};
  // Only the second component counts there.
  const double expected = std::log(0.75) + log_gaussian(0., 2., 0.5) + log_gaussian(100., 0., 2.);
  EXPECT_NEAR(log_density(mixture, far), expected, 1e-10);
  EXPECT_LT(expected, -2000.);
}

} // namespace
} // namespace rhoflow
