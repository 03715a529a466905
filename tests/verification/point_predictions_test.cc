// SPDX-License-Identifier: Apache-2.0
// Problem: predictions of a run on points at the samples. Known: what the forward solves of
// training, which go on to rounding for every shift, have found there.

#include "../point_case.h"
#include "flow_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace rhoflow {
namespace {

// Other shifts than the first are corrected by a linear step from its features: what that leaves is
// to be far below the standard error, with few points and with many.
TEST(PointPredictions, OfAllShiftsAreThoseOfTheirNetworks) {
  for (const unsigned int number : {512u, 16384u}) {
    test::PointCase point_case(test::plane_data(10));
    point_case.network.alpha = 3.;
    point_case.network.beta = 5.;
    point_case.points.number = number;
    point_case.tolerance = 1e-3;
    PointTraining training = point_case.train();
    test::advance(training, 1.);
    const std::vector<std::vector<double>> predicted =
        training.predict_shifts(training.data().inputs);
    double largest = 0.;
    for (std::size_t r = 0; r < training.shifts().size(); ++r)
      for (std::size_t i = 0; i < predicted[r].size(); ++i)
        largest =
            std::max(largest, std::abs(predicted[r][i] - training.shifts()[r].predictions()[i]) /
                                  training.prediction_errors()[i]);
    test::record("of_the_standard_error_" + std::to_string(number), largest);
    EXPECT_GT(largest, 0.) << number;
    EXPECT_LT(largest, 1e-3) << number;
  }
}

} // namespace
} // namespace rhoflow
