// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace rhoflow {

/// A number as a run on points knows it.
struct ShiftMean {
  double value = 0.; ///< mean over the shifts
  double error = 0.; ///< standard error of the mean
};

/// Mean and standard error of independent values, one per shift:
///   value = sum_r x_r / R,   error^2 = sum_r (x_r - value)^2 / (R (R - 1)).
/// @pre there are two values at least
ShiftMean mean_over_shifts(const std::vector<double> &values);

/// The same for each place of equally long lists, one list per shift.
std::vector<ShiftMean> means_over_shifts(const std::vector<std::vector<double>> &lists);

} // namespace rhoflow
