// SPDX-License-Identifier: Apache-2.0
// Generated data follow their formulas, and random ones are the same everywhere for the same seed.

#include "data/generators/registry.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/data/data_parameters.h"

#include <deal.II/base/parameter_handler.h>

#include "expect_error.h"
#include "temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace rhoflow {
namespace {

DataSet make(const DataParameters &parameters) {
  return make_data_set(parameters, ".");
}

TEST(Generators, InputsAreMidpointsOfEqualIntervals) {
  DataParameters parameters;
  for (const char *source : {"sine", "step", "polynomial", "random labels"}) {
    parameters.source = source;
    const DataSet data = make(parameters);
    ASSERT_EQ(data.size(), 16u);
    ASSERT_EQ(data.inputs.size(), 16u);
    EXPECT_EQ(data.dimension, 1u);
    for (std::size_t i = 0; i < data.size(); ++i)
      EXPECT_DOUBLE_EQ(data.input(i, 0), -1 + 2 * (static_cast<double>(i) + 0.5) / 16);
  }
}

TEST(Generators, SineOfTheInputTimesPi) {
  DataParameters parameters;
  const DataSet data = make(parameters);
  for (std::size_t i = 0; i < data.size(); ++i)
    EXPECT_NEAR(data.labels[i], std::sin(M_PI * data.inputs[i]), 1e-15);
  parameters.frequency = 2;
  EXPECT_NEAR(make(parameters).labels[3], std::sin(2 * M_PI * data.inputs[3]), 1e-15);
}

TEST(Generators, StepIsTheSignOfTheDistanceToItsPosition) {
  DataParameters parameters;
  parameters.source = "step";
  parameters.samples = 4; // -0.75, -0.25, 0.25, 0.75
  EXPECT_EQ(make(parameters).labels, (std::vector<double>{-1, -1, 1, 1}));
  parameters.step_position = 0.5;
  EXPECT_EQ(make(parameters).labels, (std::vector<double>{-1, -1, -1, 1}));
}

TEST(Generators, PolynomialTakesCoefficientsInAscendingOrder) {
  DataParameters parameters;
  parameters.source = "polynomial";
  parameters.coefficients = {1, -2, 0.5};
  const DataSet data = make(parameters);
  for (std::size_t i = 0; i < data.size(); ++i) {
    const double x = data.inputs[i];
    EXPECT_NEAR(data.labels[i], 1 - 2 * x + 0.5 * x * x, 1e-15);
  }
}

TEST(Generators, RandomLabelsDependOnTheSeedAlone) {
  DataParameters parameters;
  parameters.source = "random labels";
  parameters.samples = 1000;
  const std::vector<double> signs = make(parameters).labels;
  EXPECT_EQ(make(parameters).labels, signs);
  EXPECT_EQ(std::set<double>(signs.begin(), signs.end()), (std::set<double>{-1, 1}));
  EXPECT_LT(std::abs(std::accumulate(signs.begin(), signs.end(), 0.)), 150); // 4.7 deviations
  parameters.seed = 2;
  EXPECT_NE(make(parameters).labels, signs);

  parameters.random_labels = RandomLabels::uniform;
  const std::vector<double> uniform = make(parameters).labels;
  EXPECT_LT(*std::max_element(uniform.begin(), uniform.end()), 1);
  EXPECT_GE(*std::min_element(uniform.begin(), uniform.end()), -1);
  EXPECT_GT(std::set<double>(uniform.begin(), uniform.end()).size(), 990u);
}

TEST(Generators, RandomLabelsAreThoseOfTheStandardEngine) {
  // The 64-bit Mersenne twister is fixed by the C++ standard, and a uniform number is its output
  // divided by 2^64: nothing here is left to an implementation.
  DataParameters parameters;
  parameters.source = "random labels";
  parameters.random_labels = RandomLabels::uniform;
  parameters.seed = 5489;
  parameters.samples = 1;
  EXPECT_NEAR(make(parameters).labels[0], 2 * (14514284786278117030. * std::pow(2., -64)) - 1,
              1e-15);
}

TEST(Generators, LabelNoiseHasTheDeviationAskedForAndLeavesTheInputsAlone) {
  DataParameters parameters;
  parameters.samples = 10000;
  const DataSet clean = make(parameters);
  parameters.label_noise = 0.25;
  const DataSet noisy = make(parameters);
  EXPECT_EQ(noisy.inputs, clean.inputs);
  EXPECT_EQ(make(parameters).labels, noisy.labels);
  double mean = 0, square = 0;
  for (std::size_t i = 0; i < noisy.size(); ++i) {
    const double noise = noisy.labels[i] - clean.labels[i];
    mean += noise / 10000;
    square += noise * noise / 10000;
  }
  EXPECT_NEAR(mean, 0, 0.01);                  // 4 standard errors
  EXPECT_NEAR(std::sqrt(square), 0.25, 0.008); // 4.5 standard errors
}

TEST(Generators, CsvFileIsRelativeToTheParameterFile) {
  const test::TemporaryFolder folder;
  folder.write("samples.csv", "x0,x1,y\n1,2,3\n");
  DataParameters parameters;
  parameters.source = "csv";
  parameters.file = "samples.csv";
  EXPECT_EQ(make_data_set(parameters, folder.path()).dimension, 2u);
  parameters.file = folder.path("samples.csv");
  EXPECT_EQ(make_data_set(parameters, "/nowhere").size(), 1u);
  parameters.file = "";
  test::expect_contains(test::message_of<InputError>([&] { make(parameters); }), "Data/File");
}

TEST(Generators, EverySourceCanBeSelectedAndUnknownOnesCannot) {
  DataParameters parameters;
  dealii::ParameterHandler handler;
  parameters.add_parameters(handler);
  handler.enter_subsection("Data");
  for (const Generator &generator : generators()) {
    handler.set("Source", generator.name);
    EXPECT_EQ(parameters.source, generator.name);
  }
  parameters.source = "cosine";
  test::expect_contains(test::message_of<InputError>([&] { make(parameters); }), "'cosine'");
}

} // namespace
} // namespace rhoflow
