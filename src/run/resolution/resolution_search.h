// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/resolution/resolution.h"
#include "run/resolution/trial.h"

#include <functional>
#include <string>
#include <vector>

namespace rhoflow {

/// A resolution that was chosen, and why.
struct ChosenResolution {
  Parameters parameters;
  RunErrors errors;
  unsigned int n_trials = 0;
  double seconds = 0.; ///< of the search
};

/// Chooses the resolution with which @p parameters reach their section Accuracy.
///
/// The error of one cause is what the next finer rung of its ladder changes while all other causes
/// stay at a coarse resolution, which is cheap; their sum is the estimate. The cause that
/// contributes most goes up until the sum is what is allowed. Since causes influence each other
/// this is done in stages, each twenty times as accurate as the one before, whose result is the
/// coarse resolution of the next. A rung counts with at least a tenth of what it changed itself:
/// differences can be small by chance. Collective.
/// @param say gets a line for every stage
/// @throws RunError if no resolution can be computed with
ChosenResolution choose_resolution(const Parameters &parameters, const DataSet &data,
                                   const Communicator &communicator,
                                   const std::function<void(const std::string &)> &say);

} // namespace rhoflow
