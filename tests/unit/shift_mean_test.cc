// SPDX-License-Identifier: Apache-2.0
// Means over shifts and what the parameters make of the number of points. Exact: 1, 2, 4 have the
// mean 7/3 and the sample variance 7/3. Student's distribution with one degree of freedom is that
// of Cauchy, P(|T| < t) = 2 atan(t) / pi; with two it is P(|T| < t) = t / sqrt(2 + t^2).
#include "../expect_error.h"
#include "points/point_start.h"
#include "points/shift_mean.h"
#include "sampling/normal_points.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rhoflow {
namespace {

TEST(ShiftMean, HasTheFactorOfStudent) {
  const double inside = std::erf(std::sqrt(2.));
  EXPECT_NEAR(student_factor(2), 0.5 * std::tan(0.5 * M_PI * inside), 1e-9);
  EXPECT_NEAR(student_factor(3), 0.5 * inside * std::sqrt(2. / (1. - inside * inside)), 1e-9);
  EXPECT_NEAR(student_factor(100000), 1., 1e-4);
}

/// The square of x + e is off by the variance v of e in the mean, and that of the mean of R such
/// numbers by v / R. Of 0, 1, 2, 3 the mean of squares is 3.5, the square of the mean 2.25, and the
/// sample variance 5/3.
TEST(ShiftMean, KnowsTheBiasOfASquare) {
  const ShiftMean squares = with_bias({3.5, 0.5}, 2.25, 4);
  EXPECT_DOUBLE_EQ(squares.value, 3.5);
  EXPECT_NEAR(squares.error, std::hypot(0.5, 5. / 3.), 1e-15);
}

TEST(ShiftMean, HasTheStandardErrorOfTheMean) {
  const ShiftMean mean = mean_over_shifts({1., 2., 4.});
  EXPECT_DOUBLE_EQ(mean.value, 7. / 3.);
  EXPECT_DOUBLE_EQ(mean.error, student_factor(3) * std::sqrt(7. / 9.));
  const std::vector<ShiftMean> means = means_over_shifts({{1., 5.}, {2., 5.}, {4., 5.}});
  ASSERT_EQ(means.size(), 2u);
  EXPECT_DOUBLE_EQ(means[0].error, mean.error);
  EXPECT_DOUBLE_EQ(means[1].value, 5.);
  EXPECT_EQ(means[1].error, 0.);
}

TEST(PointStart, DividesThePointsAmongTheComponents) {
  PointParameters parameters;
  parameters.number = 1000;
  EXPECT_EQ(parameters.n_per_component(false, 1), 1000u);
  EXPECT_EQ(parameters.n_per_component(false, 3), 336u); // 334 in whole registers
  EXPECT_EQ(parameters.n_per_component(false, 100), 64u);
}

TEST(PointStart, HasAnotherLatticeForEveryShiftAndTheHead) {
  PointStartSetting setting;
  setting.points.number = 128;
  setting.points.shifts = 2;
  setting.n_layers = 2;
  const std::vector<Particles> starts =
      make_points(setting, ShiftPartition(setting.points.shifts, {}));
  ASSERT_EQ(starts.size(), 2u);
  EXPECT_EQ(starts[0].values[0], starts[0].values[1]);
  EXPECT_NE(starts[0].values[0], starts[0].values[2]);
  EXPECT_NE(starts[0].values[0], starts[1].values[0]);
  setting.points.seed = 2;
  EXPECT_NE(make_points(setting, ShiftPartition(setting.points.shifts, {}))[0].values[0],
            starts[0].values[0]);
}

TEST(PointStart, TakesTheHeadsNumberForTheHead) {
  PointStartSetting setting;
  setting.points.number = 128;
  EXPECT_EQ(count_points(setting).head, 128u);
  setting.points.head_number = 512;
  EXPECT_EQ(count_points(setting).node, 128u);
  EXPECT_EQ(count_points(setting).head, 512u);
  const Particles points = make_points(setting, ShiftPartition(setting.points.shifts, {})).front();
  EXPECT_EQ(points.layer.layout.n_particles, 128u);
  EXPECT_EQ(points.head->layout.n_particles, 512u);
}

TEST(PointStart, ShiftsOneDensityAloneWhereThatIsAskedFor) {
  PointStartSetting setting;
  setting.points.number = 128;
  const ShiftPartition partition(setting.points.shifts, {});
  const std::vector<Particles> all = make_points(setting, partition);
  for (const bool head : {false, true}) {
    setting.shifted = head ? ShiftedDensity::head : ShiftedDensity::encoder;
    const std::vector<Particles> one = make_points(setting, partition);
    const std::size_t shifted = head ? 1 : 0, common = 1 - shifted;
    EXPECT_EQ(one[1].values[shifted], all[1].values[shifted]);
    EXPECT_EQ(one[1].values[common], all[0].values[common]);
  }
}

TEST(PointStart, KnowsTheLogarithmOfTheDensity) {
  PointStartSetting setting;
  setting.points.number = 64;
  setting.weights.head_initial_mean = {0.5};
  setting.weights.head_initial_variance = {1.5};
  const Particles points = make_points(setting, ShiftPartition(setting.points.shifts, {}))[1];
  const EnsembleLayout &layout = points.head->layout;
  for (std::size_t m = 0; m < 64; m += 9) {
    double square = 0.;
    for (unsigned int c = 0; c < 3; ++c)
      square += std::pow(points.values[1][c * layout.stride() + m] - 0.5, 2);
    EXPECT_NEAR(points.log_density(1)[m], -square / 3. - 1.5 * std::log(3. * M_PI), 1e-13);
  }
}

TEST(LatticePoints, OfSpreadOneHaveEqualWeights) {
  const QuadraturePoints points =
      lattice_points(make_lattice_rule(128, 4), {3, 1, 0}, {1., true}, 1, 2);
  for (std::size_t m = 0; m < 128; ++m)
    EXPECT_DOUBLE_EQ(points.ensemble.weights[m], 1. / 128.);
}

TEST(LatticePoints, WithFewOfThemAreNotCorrectedButHaveMassOne) {
  // 21 coordinates have 253 polynomials up to degree two, more than there are points.
  const QuadraturePoints points =
      lattice_points(make_lattice_rule(128, 21), {3, 1, 0}, {best_spread(21), true}, 10, 10);
  double mass = 0.;
  for (const double weight : points.ensemble.weights) {
    EXPECT_GE(weight, 0.);
    mass += weight;
  }
  EXPECT_NEAR(mass, 1., 1e-13);
  EXPECT_NEAR(best_spread(21), 1.054, 1e-3);
  EXPECT_EQ(best_spread(3), 4.);
}

} // namespace
} // namespace rhoflow
