// SPDX-License-Identifier: Apache-2.0
// Noise of inputs and of labels: Gaussian, the same for the same seed, and independent of each
// other although both are given one seed.
#include "data/input_noise.h"
#include "data/label_noise.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rhoflow {
namespace {

constexpr std::size_t n = 10000;

DataSet zeros() {
  return {1, std::vector<double>(n, 0.), std::vector<double>(n, 0.)};
}

/// Noise of deviation 0.5 on both.
DataSet noisy(unsigned int seed) {
  DataSet data = zeros();
  add_input_noise(data, 0.5, seed);
  add_label_noise(data, 0.5, seed);
  return data;
}

double mean_product(const std::vector<double> &x, const std::vector<double> &y) {
  double sum = 0.;
  for (std::size_t i = 0; i < n; ++i)
    sum += x[i] * y[i] / n;
  return sum;
}

TEST(Noise, HasItsDeviationAndKurtosis) {
  const DataSet data = noisy(7);
  // Four standard errors: 0.25 sqrt(2 / n) of the variance, sqrt(24 / n) of the kurtosis.
  for (const std::vector<double> &values : {data.inputs, data.labels}) {
    const double variance = mean_product(values, values);
    EXPECT_NEAR(variance, 0.25, 0.015);
    std::vector<double> squares;
    for (const double value : values)
      squares.push_back(value * value);
    EXPECT_NEAR(mean_product(squares, squares) / (variance * variance), 3., 0.2);
  }
}

TEST(Noise, OfOneSeedIsIndependentForInputsAndLabels) {
  const DataSet data = noisy(7);
  EXPECT_NEAR(mean_product(data.inputs, data.labels) / 0.25, 0., 4. / std::sqrt(double(n)));
}

TEST(Noise, DependsOnTheSeedAlone) {
  const DataSet first = noisy(7), again = noisy(7), other = noisy(8);
  EXPECT_EQ(first.inputs, again.inputs);
  EXPECT_EQ(first.labels, again.labels);
  EXPECT_NE(first.inputs, other.inputs);
  EXPECT_NE(first.labels, other.labels);
}

} // namespace
} // namespace rhoflow
