// SPDX-License-Identifier: Apache-2.0
// Two classes in the plane: known points, balance, the unit disk, noise, seeds, and fresh samples.

#include "data/generators/registry.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/data/data_parameters.h"

#include <deal.II/base/parameter_handler.h>

#include "expect_error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace rhoflow {
namespace {

DataParameters parameters_of(const std::string &source, unsigned int samples) {
  DataParameters parameters;
  parameters.source = source;
  parameters.samples = samples;
  return parameters;
}

DataSet make(const DataParameters &parameters) {
  return make_data_set(parameters, ".");
}

double distance(const DataSet &data, std::size_t i) {
  return std::hypot(data.input(i, 0), data.input(i, 1));
}

double farthest(const DataSet &data) {
  double result = 0;
  for (std::size_t i = 0; i < data.size(); ++i)
    result = std::max(result, distance(data, i));
  return result;
}

void expect_point(const DataSet &data, std::size_t i, double x0, double x1, double y) {
  EXPECT_NEAR(data.input(i, 0), x0, 1e-15) << i;
  EXPECT_NEAR(data.input(i, 1), x1, 1e-15) << i;
  EXPECT_EQ(data.labels[i], y) << i;
}

class PlaneGenerator : public ::testing::TestWithParam<const char *> {};

TEST_P(PlaneGenerator, MakesTwoBalancedClassesInTheUnitDisk) {
  for (const unsigned int n : {2u, 3u, 32u, 101u}) {
    const DataSet data = make(parameters_of(GetParam(), n));
    ASSERT_EQ(data.size(), n);
    ASSERT_EQ(data.inputs.size(), 2 * n);
    EXPECT_EQ(data.dimension, 2u);
    // The class y = -1 comes first and has the sample that is left over.
    for (unsigned int i = 0; i < n; ++i)
      EXPECT_EQ(data.labels[i], i < (n + 1) / 2 ? -1. : 1.) << i;
    EXPECT_LE(farthest(data), 1 + 1e-15);
  }
}

TEST_P(PlaneGenerator, StaysInTheUnitDiskWithNoise) {
  DataParameters parameters = parameters_of(GetParam(), 200);
  parameters.input_noise = 0.5;
  EXPECT_NEAR(farthest(make(parameters)), 1, 1e-15);
}

TEST_P(PlaneGenerator, DependsOnTheSeedAlone) {
  DataParameters parameters = parameters_of(GetParam(), 20);
  const DataSet clean = make(parameters);
  parameters.input_noise = 0.01;
  const DataSet noisy = make(parameters);
  EXPECT_NE(noisy.inputs, clean.inputs);
  EXPECT_EQ(noisy.labels, clean.labels);
  EXPECT_EQ(make(parameters).inputs, noisy.inputs);
  parameters.seed = 2;
  EXPECT_NE(make(parameters).inputs, noisy.inputs);
}

TEST_P(PlaneGenerator, NeedsTwoSamples) {
  test::expect_contains(test::message_of<InputError>([] { make(parameters_of(GetParam(), 1)); }),
                        "Data/Samples = 1");
}

TEST_P(PlaneGenerator, DrawsFreshTestSamples) {
  DataParameters parameters = parameters_of(GetParam(), 32);
  EXPECT_EQ(make_test_set(parameters, ".", 2).size(), 0u);
  parameters.input_noise = 0.02;
  parameters.label_noise = 0.1; // for the training data only
  parameters.test_samples = 500;
  const DataSet test = make_test_set(parameters, ".", 2), training = make(parameters);
  ASSERT_EQ(test.size(), 500u);
  EXPECT_EQ(test.dimension, 2u);
  EXPECT_EQ(std::count(test.labels.begin(), test.labels.end(), -1.), 250);
  EXPECT_EQ(std::count(test.labels.begin(), test.labels.end(), 1.), 250);
  for (std::size_t i = 0; i < training.size(); ++i)
    EXPECT_EQ(std::count(test.inputs.begin(), test.inputs.end(), training.inputs[i]), 0);
}

TEST_P(PlaneGenerator, ScalesTestSamplesAsTheTrainingData) {
  // As many samples, so that the places agree and the mean of x^2 does but for the noise.
  DataParameters parameters = parameters_of(GetParam(), 20000);
  parameters.input_noise = 0.3;
  parameters.test_samples = 20000;
  const auto mean_square = [](const DataSet &data) {
    double sum = 0;
    for (const double x : data.inputs)
      sum += x * x;
    return sum / double(data.size());
  };
  const double ratio =
      mean_square(make_test_set(parameters, ".", 2)) / mean_square(make(parameters));
  EXPECT_NEAR(ratio, 1, 0.03); // scaled by their own farthest samples they differ by more
}

// The switch is for all plane classes: with it off, noise may leave the unit disk.
TEST_P(PlaneGenerator, KeepsItsPlaceWithoutScaling) {
  DataParameters parameters = parameters_of(GetParam(), 200);
  parameters.input_noise = 0.5;
  parameters.scale_inputs = false;
  EXPECT_GT(farthest(make(parameters)), 1.2);
  parameters.test_samples = 200;
  EXPECT_GT(farthest(make_test_set(parameters, ".", 2)), 1.2);
}

INSTANTIATE_TEST_SUITE_P(, PlaneGenerator,
                         ::testing::Values("two spirals", "random spirals", "xor", "circles",
                                           "moons"),
                         [](const auto &instance) {
                           std::string name = instance.param;
                           name.erase(std::remove(name.begin(), name.end(), ' '), name.end());
                           return name;
                         });

TEST(TwoSpirals, OfThreeQuarterTurnsFollowTheirFormula) {
  const DataSet data = make(parameters_of("two spirals", 32));
  for (unsigned int i = 0; i < 16; ++i) {
    const double s = (i + 0.5) / 16, radius = 0.1 + 0.9 * s, angle = 1.5 * M_PI * s;
    expect_point(data, i, radius * std::cos(angle), radius * std::sin(angle), -1);
    expect_point(data, i + 16, -radius * std::cos(angle), -radius * std::sin(angle), 1);
  }
}

TEST(TwoSpirals, TakeTurnsAndRadii) {
  DataParameters parameters = parameters_of("two spirals", 3); // s = 1/4, 3/4 and s = 1/2
  parameters.turns = 2;
  parameters.inner_radius = 0.2;
  parameters.outer_radius = 0.6;
  const DataSet data = make(parameters);
  expect_point(data, 0, -0.3, 0, -1); // half a turn
  expect_point(data, 1, -0.5, 0, -1); // one and a half
  expect_point(data, 2, -0.4, 0, 1);  // one, opposite
}

TEST(TwoSpirals, NeedAnInnerRadiusBelowTheOuterOne) {
  DataParameters parameters = parameters_of("two spirals", 32);
  parameters.inner_radius = parameters.outer_radius = 0.5;
  test::expect_contains(test::message_of<InputError>([&] { make(parameters); }),
                        "Data/Inner radius = 0.5");
}

// Without scaling the radius of a point is its angle a: the class y = -1 stands at
// (-a cos a, a sin a), the other class opposite. a = 2 pi T sqrt(U), so (a / 2 pi T)^2 is uniform.
TEST(RandomSpirals, FollowTheirFormula) {
  DataParameters parameters = parameters_of("random spirals", 4001);
  parameters.turns = 13. / 6; // 780 degrees
  parameters.scale_inputs = false;
  const DataSet data = make(parameters);
  double mean = 0, square = 0, largest = 0;
  for (std::size_t i = 0; i < 2001; ++i) {
    const double a = distance(data, i), u = std::pow(a / (2 * M_PI * parameters.turns), 2);
    EXPECT_NEAR(data.input(i, 0), -a * std::cos(a), 1e-12) << i;
    EXPECT_NEAR(data.input(i, 1), a * std::sin(a), 1e-12) << i;
    mean += u / 2001;
    square += u * u / 2001;
    largest = std::max(largest, a);
  }
  for (std::size_t i = 0; i < 2000; ++i)
    expect_point(data, 2001 + i, -data.input(i, 0), -data.input(i, 1), 1);
  EXPECT_NEAR(mean, 1. / 2, 0.026);   // 4 standard errors
  EXPECT_NEAR(square, 1. / 3, 0.027); // 4 standard errors
  EXPECT_LT(largest, 13.614);
  EXPECT_GT(largest, 13.55);
}

TEST(RandomSpirals, MoveToOneSideByUniformNoise) {
  DataParameters parameters = parameters_of("random spirals", 4000);
  parameters.turns = 1;
  parameters.scale_inputs = false;
  const DataSet clean = make(parameters);
  parameters.uniform_noise = 0.4;
  const DataSet noisy = make(parameters);
  double mean = 0, square = 0;
  for (std::size_t k = 0; k < 4000; ++k) { // both coordinates of the first class
    const double noise = noisy.inputs[k] - clean.inputs[k];
    EXPECT_GE(noise, -1e-15) << k;
    EXPECT_LT(noise, 0.4 + 1e-15) << k;
    EXPECT_NEAR(clean.inputs[4000 + k] - noisy.inputs[4000 + k], noise, 1e-14) << k;
    mean += noise / 4000;
    square += noise * noise / 4000;
  }
  EXPECT_NEAR(mean, 0.2, 0.0074);          // 4 standard errors
  EXPECT_NEAR(square, 0.16 / 3., 0.00302); // 4 standard errors
}

// The factor knows neither seed nor number of samples, so that training sets of all sizes and their
// test samples have one distribution.
TEST(RandomSpirals, AreScaledByAFixedFactor) {
  DataParameters parameters = parameters_of("random spirals", 50);
  parameters.turns = 1.5;
  parameters.uniform_noise = 0.3;
  parameters.test_samples = 60;
  DataParameters raw = parameters;
  raw.scale_inputs = false;
  const double factor = 1 / (3 * M_PI + std::sqrt(2.) * 0.3);
  const DataSet scaled[] = {make(parameters), make_test_set(parameters, ".", 2)},
                unscaled[] = {make(raw), make_test_set(raw, ".", 2)};
  for (const int set : {0, 1}) {
    EXPECT_LE(farthest(scaled[set]), 1);
    EXPECT_GT(farthest(unscaled[set]), 5);
    ASSERT_EQ(scaled[set].inputs.size(), unscaled[set].inputs.size());
    for (std::size_t k = 0; k < scaled[set].inputs.size(); ++k)
      EXPECT_NEAR(scaled[set].inputs[k], factor * unscaled[set].inputs[k], 1e-15) << k;
  }
}

TEST(RandomSpirals, NeedATurn) {
  DataParameters parameters = parameters_of("random spirals", 32);
  parameters.turns = 0;
  test::expect_contains(test::message_of<InputError>([&] { make(parameters); }), "Data/Turns = 0");
}

TEST(Xor, LabelsAreMinusTheSignOfTheProduct) {
  const DataSet data = make(parameters_of("xor", 1000));
  int quadrants[2][2] = {};
  double largest = 0;
  for (std::size_t i = 0; i < data.size(); ++i) {
    const double x0 = data.input(i, 0), x1 = data.input(i, 1);
    EXPECT_EQ(data.labels[i], x0 * x1 > 0 ? -1. : 1.) << i;
    largest = std::max({largest, std::abs(x0), std::abs(x1)});
    ++quadrants[x0 > 0][x1 > 0];
  }
  for (const auto &pair : quadrants)
    for (const int count : pair)
      EXPECT_EQ(count, 250);
  EXPECT_LE(largest, std::sqrt(0.5));
  EXPECT_GT(largest, 0.99 * std::sqrt(0.5));
}

TEST(Xor, PositionsDependOnTheSeedWithoutNoise) {
  DataParameters parameters = parameters_of("xor", 20);
  const DataSet first = make(parameters);
  EXPECT_EQ(make(parameters).inputs, first.inputs);
  parameters.seed = 2;
  EXPECT_NE(make(parameters).inputs, first.inputs);
}

TEST(Circles, LieOnTwoRings) {
  const DataSet data = make(parameters_of("circles", 8));
  const double diagonal = std::sqrt(0.5);
  expect_point(data, 0, diagonal, diagonal, -1);
  expect_point(data, 1, -diagonal, diagonal, -1);
  expect_point(data, 6, -diagonal / 2, -diagonal / 2, 1);
  expect_point(data, 7, diagonal / 2, -diagonal / 2, 1);
}

TEST(Moons, AreHalfCirclesMovedAndScaledIntoTheDisk) {
  const DataSet data = make(parameters_of("moons", 6)); // angles 30, 90, 150 degrees
  const double scale = 4 / std::sqrt(37.);
  expect_point(data, 1, -0.5 * scale, 0.75 * scale, -1);
  expect_point(data, 4, 0.5 * scale, -0.75 * scale, 1);
  expect_point(data, 0, (std::sqrt(0.75) - 0.5) * scale, 0.25 * scale, -1);
  // The tips, at 180 degrees, are farthest from the centre and touch the unit circle.
  EXPECT_NEAR(farthest(make(parameters_of("moons", 20000))), 1, 1e-4);
}

TEST(InputNoise, HasTheDeviationAskedFor) {
  DataParameters parameters = parameters_of("two spirals", 10000);
  parameters.outer_radius = 0.3; // the noise does not reach the unit circle
  const DataSet clean = make(parameters);
  parameters.input_noise = 0.05;
  const DataSet noisy = make(parameters);
  ASSERT_LT(farthest(noisy), 1);
  double mean = 0, square = 0;
  for (std::size_t i = 0; i < noisy.inputs.size(); ++i) {
    const double noise = noisy.inputs[i] - clean.inputs[i];
    mean += noise / 20000;
    square += noise * noise / 20000;
  }
  EXPECT_NEAR(mean, 0, 0.0015);                 // 4 standard errors
  EXPECT_NEAR(std::sqrt(square), 0.05, 0.0011); // 4.5 standard errors
}

TEST(TestSamples, AreRefusedForSourcesThatHaveNone) {
  for (const Generator &generator : generators()) {
    if (generator.has_test_samples())
      continue;
    DataParameters parameters;
    parameters.source = generator.name;
    parameters.test_samples = 5;
    test::expect_contains(test::message_of<InputError>([&] { make_test_set(parameters, ".", 2); }),
                          "Data/Test samples = 5");
  }
}

TEST(TestSamples, ParametersHaveRanges) {
  DataParameters parameters;
  dealii::ParameterHandler handler;
  parameters.add_parameters(handler);
  handler.enter_subsection("Data");
  for (const auto &[key, value] :
       {std::pair{"Turns", "-0.1"}, std::pair{"Inner radius", "1.1"},
        std::pair{"Outer radius", "1.1"}, std::pair{"Input noise", "-1"},
        std::pair{"Uniform noise", "-1"}, std::pair{"Scale inputs", "perhaps"},
        std::pair{"Test samples", "-1"}})
    EXPECT_ANY_THROW(handler.set(key, std::string(value))) << key;
}

} // namespace
} // namespace rhoflow
