// SPDX-License-Identifier: Apache-2.0
// Data far from size one are shifted and scaled to mean 0 and deviation 1, and predictions come
// back in the units of the user; data of size one are left as they are, bit for bit.

#include "rhoflow/data/standardisation.h"

#include "expect_error.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rhoflow {
namespace {

/// Speeds and stopping distances: mean 14 and 38.25.
const DataSet braking{1, {4, 10, 17, 25}, {2, 26, 40, 85}};

TEST(Standardisation, ColumnsAreMeasured) {
  const auto columns = measure_columns(braking);
  ASSERT_EQ(columns.size(), 2u);
  EXPECT_EQ(columns[0].name, "x0");
  EXPECT_EQ(columns[0].mean, 14.);
  // (100 + 16 + 9 + 121) / 4
  EXPECT_DOUBLE_EQ(columns[0].deviation, std::sqrt(61.5));
  EXPECT_EQ(columns[1].name, "y");
  EXPECT_EQ(columns[1].mean, 38.25);
  EXPECT_EQ(describe_far_columns(columns, Standardisation::both),
            "x0 (mean 14, deviation 7.84), y (mean 38.2, deviation 30.2)");
}

TEST(Standardisation, OnlyWhatIsFarFromOneIsChosen) {
  const auto choice = [](const DataSet &data) {
    return choose_standardisation(measure_columns(data));
  };
  EXPECT_EQ(choice(braking), Standardisation::both);
  EXPECT_EQ(choice({1, {4, 10}, {-1, 1}}), Standardisation::inputs);
  EXPECT_EQ(choice({1, {-1, 1}, {400, 500}}), Standardisation::labels);
  EXPECT_EQ(choice({1, {-2, 2}, {0, 1}}), Standardisation::none);
  EXPECT_EQ(choice({1, {0.5}, {0.5}}), Standardisation::none) << "one sample has no deviation";
  EXPECT_EQ(choice({1, {0, 0.01, 0.02}, {1, 0, 1}}), Standardisation::inputs) << "too small";
  EXPECT_EQ(choice({2, {0, 2000, 1, 2010}, {1, 0}}), Standardisation::inputs) << "one of two";
  EXPECT_EQ(choice({1, {1, -1}, {0.1, 0.1}}), Standardisation::none) << "equal labels";
}

TEST(Standardisation, TheSolverSeesMeanZeroAndDeviationOne) {
  const auto columns = measure_columns(braking);
  const DataUnits units = standard_units(columns, Standardisation::both);
  const auto now = measure_columns(units.samples_of_solver(braking));
  for (const ColumnScale &column : now) {
    EXPECT_NEAR(column.mean, 0., 1e-15);
    EXPECT_NEAR(column.deviation, 1., 1e-15);
  }
}

TEST(Standardisation, WhatIsPredictedComesBack) {
  const DataSet plane{2, {100, 0.001, 200, 0.003, 400, 0.002}, {7, 8, 12}};
  const DataUnits units = standard_units(measure_columns(plane), Standardisation::both);
  const DataSet solver = units.samples_of_solver(plane);
  const std::vector<double> back = units.labels_of_user(solver.labels);
  for (std::size_t i = 0; i < plane.size(); ++i) {
    EXPECT_DOUBLE_EQ(back[i], plane.labels[i]);
    for (unsigned int k = 0; k < 2; ++k)
      EXPECT_DOUBLE_EQ(units.input_of_user(solver.input(i, k), k), plane.input(i, k));
  }
}

TEST(Standardisation, WhatIsNotAskedForKeepsItsBits) {
  const auto columns = measure_columns(braking);
  const DataSet inputs_only =
      standard_units(columns, Standardisation::inputs).samples_of_solver(braking);
  EXPECT_EQ(inputs_only.labels, braking.labels);
  EXPECT_NE(inputs_only.inputs, braking.inputs);
  const DataSet labels_only =
      standard_units(columns, Standardisation::labels).samples_of_solver(braking);
  EXPECT_EQ(labels_only.inputs, braking.inputs);
  EXPECT_NE(labels_only.labels, braking.labels);
  const DataUnits none = standard_units(columns, Standardisation::none);
  EXPECT_EQ(none.samples_of_solver(braking).inputs, braking.inputs);
  EXPECT_EQ(none.labels_of_user({0.1, 1e300}), (std::vector<double>{0.1, 1e300}));
}

TEST(Standardisation, EqualValuesAreShiftedOnly) {
  const DataSet equal{1, {1000.1, 1000.1, 1000.1}, {0, 1, 2}};
  const DataUnits units = standard_units(measure_columns(equal), Standardisation::inputs);
  EXPECT_EQ(units.input_scale, std::vector<double>{1.});
  for (const double x : units.inputs_of_solver(equal.inputs))
    EXPECT_NEAR(x, 0., 1e-12);
}

TEST(Standardisation, ValuesThatCannotBeSquaredAreNamed) {
  test::expect_contains(test::message_of<InputError>([] {
                          measure_columns({1, {1e200, -1e200}, {0, 1}});
                        }),
                        "x0");
  test::expect_contains(test::message_of<InputError>([] {
                          measure_columns({1, {0, 1}, {1e308, -1e308}});
                        }),
                        "y");
}

} // namespace
} // namespace rhoflow
