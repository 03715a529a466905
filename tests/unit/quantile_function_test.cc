// SPDX-License-Identifier: Apache-2.0
// Optimal transport on the line against closed forms.
#include "distributions/quantile_function.h"
#include "distributions/weight_distribution.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using namespace rhoflow;

QuantileFunction gaussian(double mean, double deviation) {
  std::vector<double> points, distribution;
  for (int k = -4000; k <= 4000; ++k) {
    const double x = 9. * k / 4000.;
    points.push_back(mean + deviation * x);
    distribution.push_back(0.5 * std::erfc(-x / std::sqrt(2.)));
  }
  return QuantileFunction::of_table(points, distribution);
}

TEST(QuantileFunction, AtomsInAnyOrderWithAnyWeights) {
  const auto a = QuantileFunction::of_atoms({3., 1., 2.}, {2., 1., 1.});
  EXPECT_DOUBLE_EQ(a.value(0.1), 1.);
  EXPECT_DOUBLE_EQ(a.value(0.4), 2.);
  EXPECT_DOUBLE_EQ(a.value(0.5), 2.5); // a jump
  EXPECT_DOUBLE_EQ(a.value(0.9), 3.);
  EXPECT_DOUBLE_EQ(a.mass_below(2.), 0.25);
  EXPECT_DOUBLE_EQ(a.mass_below(2.5), 0.5);
  EXPECT_DOUBLE_EQ(a.mass_below(9.), 1.);
  // Mass 1/4 at 1, 1/4 at 2, 1/2 at 3, all moved to 2.
  const auto b = QuantileFunction::of_atoms({2., 7.}, {1., 0.});
  EXPECT_DOUBLE_EQ(wasserstein(a, b, 1), 0.75);
  EXPECT_DOUBLE_EQ(wasserstein(a, b, 2), std::sqrt(0.75));
  EXPECT_DOUBLE_EQ(wasserstein(a, a, 1), 0.);
  EXPECT_DOUBLE_EQ(wasserstein(a, a, 2), 0.);
}

TEST(QuantileFunction, UniformAgainstAnAtomIsExact) {
  const auto uniform = QuantileFunction::of_table({-1., 1.}, {0., 1.});
  const auto atom = QuantileFunction::of_atoms({0.5}, {1.});
  EXPECT_DOUBLE_EQ(uniform.mass_below(0.5), 0.75);
  EXPECT_DOUBLE_EQ(uniform.mass_below(-2.), 0.);
  EXPECT_NEAR(wasserstein(uniform, atom, 1), (1.5 * 1.5 + 0.5 * 0.5) / 4., 1e-15);
  EXPECT_NEAR(wasserstein(uniform, atom, 2), std::sqrt(1. / 3. + 0.25), 1e-15);
}

TEST(QuantileFunction, ShiftedAndScaledGaussians) {
  const auto a = gaussian(0., 1.), shifted = gaussian(0.3, 1.), scaled = gaussian(0., 1.2);
  EXPECT_NEAR(wasserstein(a, shifted, 1), 0.3, 1e-6);
  EXPECT_NEAR(wasserstein(a, shifted, 2), 0.3, 1e-6);
  // W_1 = 0.2 E|x|, W_2^2 = (difference of the deviations)^2.
  EXPECT_NEAR(wasserstein(a, scaled, 1), 0.2 * std::sqrt(2. / M_PI), 1e-6);
  EXPECT_NEAR(wasserstein(a, scaled, 2), 0.2, 1e-6);
  EXPECT_NEAR(wasserstein(a, gaussian(0.3, 1.2), 2), std::sqrt(0.13), 1e-6);
}

TEST(QuantileFunction, UndershootsDoNotBreakIt) {
  const auto table = QuantileFunction::of_table({0., 1., 2., 3.}, {0., 0.5, 0.4, 1.});
  const auto monotone = QuantileFunction::of_table({0., 1., 2., 3.}, {0., 0.5, 0.5, 1.});
  EXPECT_NEAR(wasserstein(table, monotone, 2), 0., 1e-15);
}

TEST(DepthPlace, IsLinearBetweenAndConstantBeyond) {
  const std::vector<double> depths{0.2, 0.4, 0.8};
  const auto check = [&](double s, std::size_t lower, std::size_t upper, double share) {
    const DepthPlace place = find_depth(depths, s);
    EXPECT_EQ(place.lower, lower) << s;
    EXPECT_EQ(place.upper, upper) << s;
    EXPECT_NEAR(place.share, share, 1e-14) << s;
  };
  check(0., 0, 0, 0.);
  check(0.2, 0, 0, 0.);
  check(0.4, 1, 1, 0.);
  check(0.5, 1, 2, 0.25);
  check(1., 2, 2, 0.);
}

TEST(SlicingDirections, AreUnitVectorsAndAlwaysTheSame) {
  const auto directions = slicing_directions(5, 100);
  EXPECT_EQ(directions, slicing_directions(5, 100));
  std::vector<double> mean(5, 0.);
  for (const auto &e : directions) {
    double square = 0.;
    for (std::size_t k = 0; k < 5; ++k) {
      square += e[k] * e[k];
      mean[k] += e[k] / 100.;
    }
    EXPECT_NEAR(square, 1., 1e-14);
  }
  for (const double m : mean)
    EXPECT_LT(std::abs(m), 4. / std::sqrt(500.));
}

} // namespace
