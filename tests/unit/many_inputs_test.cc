// SPDX-License-Identifier: Apache-2.0
// Sources with many inputs: an embedding that keeps distances, labels by their formulas, moments,
// seeds, fresh samples, and keys that contradict each other.

#include "data/embedding.h"
#include "data/generators/registry.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/data/data_parameters.h"

#include "expect_error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace rhoflow {
namespace {

DataParameters parameters_of(const std::string &source, unsigned int inputs,
                             unsigned int samples = 32) {
  DataParameters parameters;
  parameters.source = source;
  parameters.inputs = inputs;
  parameters.samples = samples;
  return parameters;
}

DataSet samples_of(const DataParameters &parameters) {
  return make_data_set(parameters, ".");
}

/// x_i . x_j, all lengths and angles of the samples.
double inner_product(const DataSet &data, std::size_t i, std::size_t j) {
  double sum = 0;
  for (unsigned int k = 0; k < data.dimension; ++k)
    sum += data.input(i, k) * data.input(j, k);
  return sum;
}

TEST(Embedding, KeepsLengthsAnglesAndLabels) {
  for (const char *source : {"two spirals", "random spirals", "xor", "circles", "moons"}) {
    const DataSet plane = samples_of(parameters_of(source, 2));
    const DataSet embedded = samples_of(parameters_of(source, 7));
    ASSERT_EQ(embedded.dimension, 7u);
    ASSERT_EQ(embedded.inputs.size(), 7u * 32);
    EXPECT_EQ(embedded.labels, plane.labels);
    for (std::size_t i = 0; i < 32; ++i)
      for (std::size_t j = 0; j <= i; ++j)
        EXPECT_NEAR(inner_product(embedded, i, j), inner_product(plane, i, j), 4e-15) << source;
  }
}

// The lengths of the rows of Q: their squares have the mean 2 / d over the maps, and of the first
// entry of a uniform unit vector in R^3 the square has the mean 1/3 and the mean square 1/5.
TEST(Embedding, IsUniformAmongTheDirections) {
  constexpr unsigned int n_seeds = 2000;
  double square = 0, fourth = 0, product = 0;
  for (unsigned int seed = 1; seed <= n_seeds; ++seed) {
    DataSet data;
    data.dimension = 2;
    data.inputs = {1, 0, 0, 1};
    data.labels = {0, 0};
    embed_inputs(data, 3, seed);
    square += std::pow(data.input(0, 0), 2) / n_seeds;
    fourth += std::pow(data.input(1, 2), 4) / n_seeds;
    product += data.input(0, 1) * data.input(1, 1) / n_seeds;
  }
  EXPECT_NEAR(square, 1. / 3, 0.027); // 4 standard errors
  EXPECT_NEAR(fourth, 1. / 5, 0.024); // 4 standard errors
  EXPECT_NEAR(product, 0, 0.024);     // 4 standard errors
}

TEST(Embedding, DependsOnTheSeedAloneAndIsThatOfTheTestSamples) {
  DataParameters parameters = parameters_of("circles", 5);
  const DataSet first = samples_of(parameters);
  EXPECT_EQ(samples_of(parameters).inputs, first.inputs);
  // Rings of as many points are the same points.
  parameters.test_samples = parameters.samples;
  EXPECT_EQ(make_test_set(parameters, ".", 5).inputs, first.inputs);
  parameters.seed = 2;
  EXPECT_NE(samples_of(parameters).inputs, first.inputs);
}

TEST(Embedding, LeavesThePlaneWhereItIs) {
  DataParameters parameters = parameters_of("two spirals", 2);
  const DataSet first = samples_of(parameters);
  parameters.seed = 2;
  EXPECT_EQ(samples_of(parameters).inputs, first.inputs);
}

TEST(Embedding, NoiseMovesSamplesOutOfThePlane) {
  DataParameters parameters = parameters_of("two spirals", 4, 5000);
  parameters.scale_inputs = false;
  const DataSet clean = samples_of(parameters);
  parameters.input_noise = 0.1;
  const DataSet noisy = samples_of(parameters);
  for (unsigned int k = 0; k < 4; ++k) {
    double square = 0;
    for (std::size_t i = 0; i < noisy.size(); ++i)
      square += std::pow(noisy.input(i, k) - clean.input(i, k), 2) / 5000;
    EXPECT_NEAR(std::sqrt(square), 0.1, 0.004) << k; // 4 standard errors
  }
}

TEST(Parity, LabelIsTheProductOfTheFirstSigns) {
  DataParameters parameters = parameters_of("parity", 6, 400);
  for (const unsigned int k : {1u, 2u, 3u, 6u}) {
    parameters.directions = k;
    const DataSet data = samples_of(parameters);
    ASSERT_EQ(data.dimension, 6u);
    for (std::size_t i = 0; i < data.size(); ++i) {
      int minus = 0;
      for (unsigned int c = 0; c < 6; ++c) {
        EXPECT_EQ(std::abs(data.input(i, c)), 1.);
        minus += c < k && data.input(i, c) < 0 ? 1 : 0;
      }
      EXPECT_EQ(data.labels[i], minus % 2 == 0 ? 1. : -1.);
    }
  }
}

TEST(MultiIndex, LabelIsTheStaircaseOfTheFirstInputs) {
  DataParameters parameters = parameters_of("multi-index", 5, 50);
  parameters.directions = 3;
  const DataSet data = samples_of(parameters);
  ASSERT_EQ(data.dimension, 5u);
  for (std::size_t i = 0; i < data.size(); ++i) {
    const double x0 = data.input(i, 0), x1 = data.input(i, 1), x2 = data.input(i, 2);
    EXPECT_NEAR(data.labels[i], x0 * (1 + x1 * (1 + x2)) / std::sqrt(3.), 1e-14);
  }
}

class RandomInputs : public ::testing::TestWithParam<const char *> {};

/// Mean 0 and the unit matrix as covariance, also of fresh samples, which are others. Parities have
/// the variance 1 exactly.
TEST_P(RandomInputs, AreIndependentOfVarianceOne) {
  DataParameters parameters = parameters_of(GetParam(), 3, 20000);
  parameters.test_samples = 20000;
  const DataSet training = samples_of(parameters), test = make_test_set(parameters, ".", 3);
  for (const DataSet *data : {&training, &test})
    for (unsigned int k = 0; k < 3; ++k) {
      double mean = 0, second[3] = {};
      for (std::size_t i = 0; i < data->size(); ++i) {
        mean += data->input(i, k) / 20000;
        for (unsigned int l = 0; l < 3; ++l)
          second[l] += data->input(i, k) * data->input(i, l) / 20000;
      }
      EXPECT_NEAR(mean, 0, 0.029); // 4 standard errors
      for (unsigned int l = 0; l < 3; ++l)
        EXPECT_NEAR(second[l], k == l ? 1 : 0, 0.041); // 4 standard errors
    }
  EXPECT_NE(training.inputs, test.inputs);
}

TEST_P(RandomInputs, HaveLabelsOfMeanZeroAndVarianceOne) {
  DataParameters parameters = parameters_of(GetParam(), 3, 20000);
  double mean = 0, square = 0;
  for (const double y : samples_of(parameters).labels) {
    mean += y / 20000;
    square += y * y / 20000;
  }
  EXPECT_NEAR(mean, 0, 0.029); // 4 standard errors
  // (x0 + x0 x1)^2 / 2 has the mean 1 and the mean square E x0^4 E (1 + x1)^4 / 4 = 7.5.
  EXPECT_NEAR(square, 1, 0.073); // 4 standard errors
}

TEST_P(RandomInputs, DependOnTheSeedAloneAndBeginWithTheSameSamples) {
  DataParameters parameters = parameters_of(GetParam(), 4, 20);
  const DataSet first = samples_of(parameters);
  EXPECT_EQ(samples_of(parameters).inputs, first.inputs);
  parameters.samples = 40;
  const DataSet longer = samples_of(parameters);
  EXPECT_TRUE(std::equal(first.inputs.begin(), first.inputs.end(), longer.inputs.begin()));
  parameters.seed = 2;
  EXPECT_NE(samples_of(parameters).inputs, longer.inputs);
}

/// Noise of labels starts from the same seed as the inputs, which it must not know of.
TEST_P(RandomInputs, DoNotKnowTheNoiseOfTheLabels) {
  DataParameters parameters = parameters_of(GetParam(), 1, 10000);
  parameters.directions = 1;
  const DataSet clean = samples_of(parameters);
  parameters.label_noise = 0.5;
  const DataSet noisy = samples_of(parameters);
  EXPECT_EQ(noisy.inputs, clean.inputs);
  double square = 0, product = 0;
  for (std::size_t i = 0; i < noisy.size(); ++i) {
    const double noise = noisy.labels[i] - clean.labels[i];
    square += noise * noise / 10000;
    product += noise * clean.input(i, 0) / 10000;
  }
  EXPECT_NEAR(std::sqrt(square), 0.5, 0.015); // 4 standard errors
  EXPECT_NEAR(product, 0, 0.021);             // 4 standard errors
}

TEST_P(RandomInputs, AreAtLeastAsManyAsTheLabelTakes) {
  DataParameters parameters = parameters_of(GetParam(), 3);
  parameters.directions = 4;
  test::expect_contains(test::message_of<InputError>([&] { samples_of(parameters); }),
                        "Data/Directions = 4: more than Data/Inputs = 3");
}

INSTANTIATE_TEST_SUITE_P(, RandomInputs, ::testing::Values("multi-index", "parity"),
                         [](const auto &instance) {
                           return instance.param == std::string("parity") ? "Parity" : "MultiIndex";
                         });

TEST(Inputs, AreRefusedWhereTheSourceHasItsOwn) {
  for (const Generator &generator : generators()) {
    if (generator.has_test_samples() || generator.name == DataParameters::csv)
      continue;
    test::expect_contains(
        test::message_of<InputError>([&] { samples_of(parameters_of(generator.name, 3)); }),
        "Data/Inputs = 3: samples of Data/Source = '" + generator.name + "' have 1; leave it at 2");
  }
  test::expect_contains(
      test::message_of<InputError>([] { samples_of(parameters_of("two spirals", 1)); }),
      "Data/Inputs = 1: samples of Data/Source = 'two spirals' have 2; leave it at 2");
}

} // namespace
} // namespace rhoflow
