// SPDX-License-Identifier: Apache-2.0
// Distances that chance alone makes: closed forms, values of another simulation, and the share of
// true samples that are called beyond chance.
#include "comparison/chance_distance.h"
#include "comparison/significance.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace {

using namespace rhoflow;

QuantileFunction uniform() {
  return QuantileFunction::of_table({0., 1.}, {0., 1.});
}

QuantileFunction standard_normal(int half = 4000) {
  std::vector<double> points, distribution;
  for (int k = -half; k <= half; ++k) {
    points.push_back(9. * k / half);
    distribution.push_back(0.5 * std::erfc(-points.back() / std::sqrt(2.)));
  }
  return QuantileFunction::of_table(points, distribution);
}

std::vector<double> equal_shares(std::size_t n) {
  return std::vector<double>(n, 1. / double(n));
}

TEST(Spread, MeanDeviationAndMeanSquare) {
  const Spread spread({1., 2., 6.});
  EXPECT_DOUBLE_EQ(spread.mean, 3.);
  EXPECT_DOUBLE_EQ(spread.deviation, std::sqrt(7.));
  EXPECT_DOUBLE_EQ(spread.mean_square(), 41. / 3.);
}

TEST(ChanceDistance, UniformDistributionHasClosedForms) {
  // E W_2^2 = 1 / (6 M), between two 1 / (3 (M + 1)), for any number M of neurons.
  for (const std::size_t n : {1u, 7u, 50u}) {
    const ChanceDistance w2 = draw_distances(uniform(), equal_shares(n), 20000, n).w2;
    EXPECT_NEAR(w2.once.mean_square() * 6. * double(n), 1., 0.03) << n;
    EXPECT_NEAR(w2.between.mean_square() * 3. * double(n + 1), 1., 0.04) << n;
  }
  // One neuron at x has W_1 = x^2 / 2 + (1 - x)^2 / 2, in the mean 1 / 3, and two are 1 / 3 apart.
  const ChanceDistance w1 = draw_distances(uniform(), {1.}, 20000, 3).w1;
  EXPECT_NEAR(w1.once.mean, 1. / 3., 3e-3);
  EXPECT_NEAR(w1.between.mean, 1. / 3., 6e-3);
}

TEST(ChanceDistance, NormalDistributionAsSimulatedElsewhere) {
  // NumPy, 20000 samples of 400: mean W_1 0.06375(16), root mean square of W_2 0.0894(2).
  const ChanceDistances chance = draw_distances(standard_normal(), equal_shares(400), 3000, 1);
  EXPECT_NEAR(chance.w1.once.mean, 0.06375, 0.0016);
  EXPECT_NEAR(std::sqrt(chance.w2.once.mean_square()), 0.0894, 0.0016);
  // Both differences of two networks have twice the variance; the tails have less.
  EXPECT_NEAR(chance.w1.between.mean / chance.w1.once.mean, std::sqrt(2.), 0.08);
}

TEST(ChanceDistance, UnequalSharesCountAsFewerNeurons) {
  // Half of the mass in 10 of 110 neurons: sum q^2 = 0.0275, as of 36.4 equal neurons.
  std::vector<double> shares(10, 0.05);
  shares.resize(110, 0.005);
  const double found = draw_distances(uniform(), shares, 5000, 1).w1.once.mean,
               equal = draw_distances(uniform(), equal_shares(36), 5000, 2).w1.once.mean;
  EXPECT_NEAR(found / equal, 1., 0.06);
}

TEST(ChanceDistance, IsTheSameInEveryRun) {
  const ChanceDistances a = draw_distances(uniform(), equal_shares(30), 5, 9),
                        b = draw_distances(uniform(), equal_shares(30), 5, 9);
  EXPECT_EQ(a.w1.once.mean, b.w1.once.mean);
  EXPECT_EQ(a.w2.between.mean, b.w2.between.mean);
}

TEST(ChanceDistance, TrueSamplesAreRarelyBeyondChance) {
  const QuantileFunction normal = standard_normal(200);
  const std::vector<double> shares = equal_shares(60);
  std::mt19937 generator(3);
  std::normal_distribution<double> gauss;
  constexpr int n_trials = 4000;
  int in_fortieth = 0, beyond = 0, shifted_beyond = 0;
  for (int trial = 0; trial < n_trials; ++trial) {
    const Spread drawn = draw_distances(normal, shares, 12, 10 + std::uint64_t(trial)).w1.once_log;
    std::vector<double> points, shifted;
    for (std::size_t m = 0; m < shares.size(); ++m) {
      points.push_back(gauss(generator));
      shifted.push_back(points.back() + 1.);
    }
    const auto p_value = [&](const std::vector<double> &atoms) {
      return chance_p_value({wasserstein(normal, QuantileFunction::of_atoms(atoms, shares), 1)},
                            drawn);
    };
    in_fortieth += p_value(points) < 0.025 ? 1 : 0;
    beyond += p_value(points) < 0.5 * significance ? 1 : 0;
    shifted_beyond += p_value(shifted) < 0.5 * significance ? 1 : 0;
  }
  // Nominally 2.5 % and 0.135 %; NumPy finds 3.0 % and 0.2 % for eight to 32 draws of 400.
  EXPECT_NEAR(double(in_fortieth) / n_trials, 0.025, 0.012);
  EXPECT_LT(double(beyond) / n_trials, 0.005);
  EXPECT_GT(double(shifted_beyond) / n_trials, 0.95);
}

TEST(ChanceDistance, SeveralDistancesAreComparedByTheirMean) {
  // Draws with the logarithms 0, 1, 2: mean and deviation one, t = 2 / sqrt(1/2 + 1/3) = 2.1909.
  const Spread drawn({0., 1., 2.});
  const double p = 0.5 * (1. - 2. / std::sqrt(5. / 6.) / std::sqrt(2. + 4. / (5. / 6.)));
  EXPECT_NEAR(chance_p_value({std::exp(2.), std::exp(4.)}, drawn), p, 1e-12);
  EXPECT_NEAR(chance_p_value({std::exp(0.), std::exp(-2.)}, drawn), 1. - p, 1e-12);
  EXPECT_EQ(chance_p_value({0.}, drawn), 1.); // equal to the density
}

} // namespace
