// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_set.h"
#include "rhoflow/time/training.h"

#include <limits>
#include <vector>

namespace rhoflow {

/// How well predictions fit training and test samples. All dimensionless; nan where there is
/// nothing to measure it on.
struct Fit {
  static constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

  double r_squared = nothing;      ///< 1 - sum_i (f(x_i) - y_i)^2 / sum_i (y_i - mean)^2
  double test_loss = nothing;      ///< half the mean square of the residuals of test samples
  double test_r_squared = nothing; ///< as r_squared, of test samples with their own mean
};

/// Collective.
/// @param test samples in the units of the solver; may be empty
/// @throws RunError as Training::predict() does
Fit measure_fit(const Training &training, const DataSet &test);
/// The same, where the predictions at the test samples are known.
Fit measure_fit(const Training &training, const DataSet &test,
                const std::vector<double> &predictions);

} // namespace rhoflow
