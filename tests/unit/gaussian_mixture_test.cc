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

TEST(GaussianMixture, HasTheDerivativeOfThatLogarithm) {
  const GaussianMixture two{{1., {-1., 0.5}, {1., 0.25}}, {3., {2., 0.}, {0.5, 2.}}},
      one{{2., {-1., 0.5}, {1., 0.25}}};
  const std::vector<double> direction{0.7, -1.3};
  constexpr double step = 1e-5;
  for (const GaussianMixture &mixture : {one, two})
    for (const double x : {-2., 0., 1.5}) {
      const auto at = [&](double s) {
        const double point[] = {x + s * direction[0], 99., 0.3 + s * direction[1]};
        return log_density(mixture, point, 2);
      };
      const double point[] = {x, 99., 0.3};
      EXPECT_NEAR(derivative_of_log_density(mixture, point, 2, direction),
                  (at(step) - at(-step)) / (2. * step), 1e-8);
    }
  // Only the second component counts there: -1.3 (0 - 100) / 2 + 0.7 (2 - 0) / 0.5.
  const double far[] = {0., 100.};
  EXPECT_NEAR(derivative_of_log_density(two, far, 1, direction), 67.8, 1e-10);
}

} // namespace
} // namespace rhoflow
