// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "points/point_start.h"
#include "run/resolution/trial.h"

#include <vector>

namespace rhoflow {

/// What a run on points gives at its output times.
struct PointTrial {
  Trial mean;                            ///< over the shifts; without quantities
  std::vector<double> loss_errors;       ///< [output time], see PointErrors
  std::vector<double> prediction_errors; ///< the same

  /// The largest multiple of @p accepted that the number of points makes.
  double excess(const AccuracyParameters &accepted) const;
};

/// Runs @p parameters on points from the start to the end without writing anything. Collective.
/// @param shifted the densities whose points the errors are of
/// @throws RunError if the run fails, InputError if the start is impossible
PointTrial run_point_trial(const Parameters &parameters, const DataSet &data,
                           const Communicator &communicator,
                           ShiftedDensity shifted = ShiftedDensity::all,
                           double most_steps = TrialContent().most_steps);

} // namespace rhoflow
