// SPDX-License-Identifier: Apache-2.0
// Power laws of counts against cases with known answers: with two sizes the fitted rates are the
// means of the groups, whatever the scatter, and intervals follow by hand.
#include "rhoflow/base/errors.h"
#include "study/count_fit.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rhoflow {
namespace {

/// Student's 97.5 % point with two degrees of freedom: t / sqrt(2 + t^2) = 0.95.
const double student_2 = 0.95 * std::sqrt(2. / (1. - 0.95 * 0.95));

TEST(CountFit, FindsAnExactPowerAmongManyTrials) {
  std::vector<double> size{8., 16., 32., 64.}, count, trials{1000., 2000., 500., 4000.};
  for (std::size_t i = 0; i < size.size(); ++i)
    count.push_back(trials[i] * 0.7 * std::pow(size[i], -1.5));
  const CountFit fit = fit_counts(size, count, trials);
  EXPECT_NEAR(fit.power, -1.5, 1e-10);
  EXPECT_NEAR(fit.log_rate, std::log(0.7), 1e-9);
  EXPECT_NEAR(fit.rate(100.), 7e-4, 1e-12);
  EXPECT_EQ(fit.scatter, 0.);
}

// Means 40 and 2 at sizes 1 and 10; a count of zero is a count. Without excess scatter (Pearson's
// sum is 1/40 + 1/40 + 1/2 + 1/2 < 2 for counts 39, 41, 1, 3) the information of the power is
// (ln 10)^2 / (1/80 + 1/4).
TEST(CountFit, OfTwoSizesIsTheRatioOfTheMeans) {
  const std::vector<double> size{1., 1., 10., 10.}, trials(4, 100.);
  const CountFit quiet = fit_counts(size, {39., 41., 1., 3.}, trials);
  EXPECT_NEAR(quiet.power, std::log10(2. / 40.), 1e-10);
  EXPECT_NEAR(quiet.log_rate, std::log(0.4), 1e-10);
  EXPECT_EQ(quiet.scatter, 0.);
  EXPECT_NEAR(quiet.power_half_width, student_2 * std::sqrt(1. / 80. + 1. / 4.) / std::log(10.),
              1e-9);
  const CountFit with_zero = fit_counts(size, {39., 41., 0., 4.}, trials);
  EXPECT_NEAR(with_zero.power, std::log10(2. / 40.), 1e-9);
  EXPECT_GT(with_zero.power_half_width, quiet.power_half_width);
}

// Counts m (1 +- c) at both sizes: Pearson's sum 4 m^2 c^2 / (m + k m^2) is 2 for
// k = 2 c^2 - 1 / m, and each group weighs 2 m / (1 + k m) = 1 / c^2.
TEST(CountFit, ScatterOfTheRatesWidensTheInterval) {
  const std::vector<double> size{1., 1., 10., 10.}, trials{100., 100., 300., 300.};
  const CountFit fit = fit_counts(size, {50., 150., 50., 150.}, trials);
  EXPECT_NEAR(fit.power, -std::log10(3.), 1e-10);
  EXPECT_NEAR(fit.scatter, 2. * 0.25 - 0.01, 1e-9);
  EXPECT_NEAR(fit.power_half_width, student_2 * std::sqrt(2. * 0.25) / std::log(10.), 1e-8);
}

TEST(CountFit, RefusesWhatHasNoPower) {
  const std::vector<double> size{1., 2., 4.}, trials(3, 10.);
  EXPECT_THROW(fit_counts(size, {3., 0., 0.}, trials), RunError);
  EXPECT_THROW(fit_counts(size, {0., 0., 0.}, trials), RunError);
  EXPECT_THROW(fit_counts({1., 2.}, {3., 1.}, {10., 10.}), RunError);
  EXPECT_THROW(fit_counts(size, {3., 1.}, trials), RunError);
  EXPECT_THROW(fit_counts(size, {3., -1., 0.}, trials), RunError);
  EXPECT_THROW(fit_counts({1., 0., 4.}, {3., 1., 0.}, trials), RunError);
  EXPECT_THROW(fit_counts(size, {3., NAN, 0.}, trials), RunError);
}

TEST(CountFit, FallsFastWhereEventsStop) {
  // Events at the two smallest sizes only, among many that have none.
  const CountFit fit = fit_counts({1., 2., 4., 8., 16., 32.}, {400., 20., 0., 0., 0., 0.},
                                  std::vector<double>(6, 1000.));
  EXPECT_LT(fit.power, -3.5);
  EXPECT_LT(fit.rate(32.), 1e-5);
}

TEST(RateBound, IsTheRuleOfThree) {
  EXPECT_NEAR(rate_bound_without_events(1000.), 3. / 1000., 1e-5);
  EXPECT_NEAR(std::pow(1. - rate_bound_without_events(7.), 7.), 0.05, 1e-14);
}

} // namespace
} // namespace rhoflow
