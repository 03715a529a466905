// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/standardisation.h"
#include "rhoflow/time/training.h"

#include <functional>
#include <string>
#include <vector>

namespace rhoflow {

/// A run as it ended, for predictions at any inputs.
struct FinishedRun {
  std::string file;                     ///< what it was read from
  double time = 0.;                     ///< t, dimensionless
  std::vector<std::string> input_names; ///< of the columns of the training data
  DataUnits units;
  bool has_errors = false; ///< whether predictions have standard errors
  /// f at inputs [sample][component], both in the units of the solver.
  std::function<PredictedValues(const std::vector<double> &)> predict;

  /// The same in the units of the user.
  PredictedValues predict_in_user_units(const std::vector<double> &inputs) const;
};

/// Reads the run in @p folder: the densities or points of its checkpoint, or the last weights of a
/// finite network, particles.h5, with what its checkpoint says of the data.
/// @throws InputError naming the file if there is none, it is damaged, or the units of the data are
///         not in it, as in runs of former versions with standardised data
FinishedRun read_finished_run(const std::string &folder);

} // namespace rhoflow
