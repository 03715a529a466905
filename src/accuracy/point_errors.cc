// SPDX-License-Identifier: Apache-2.0
#include "accuracy/point_errors.h"

#include "accuracy/estimated_errors.h"

#include <cmath>

namespace rhoflow {

PointErrors measure_point_errors(const PointTraining &training, double first_loss) {
  // The exact value is within two of them in 95 of 100 cases, for any number of shifts.
  constexpr double standard_errors = 2.;
  const double scale = prediction_scale(training.predictions(), training.data().labels);
  return {standard_errors * training.loss_error() / loss_scale(training.loss(), first_loss),
          standard_errors * std::sqrt(mean_square(training.prediction_errors())) / scale};
}

} // namespace rhoflow
