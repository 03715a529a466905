// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "points/point_training.h"

namespace rhoflow {

/// What the number of points makes of a run on points: two standard errors of the mean over the
/// shifts, relative, both dimensionless.
struct PointErrors {
  double loss = 0.;        ///< relative to loss_scale()
  double predictions = 0.; ///< root mean square over that of predictions or labels
};

/// Those of @p training at its time. @param first_loss at the start
PointErrors measure_point_errors(const PointTraining &training, double first_loss);

} // namespace rhoflow
