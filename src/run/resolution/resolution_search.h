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
};

/// Chooses the resolution with which @p parameters reach their section Accuracy.
///
/// First every cause goes up its ladder while all others stay as coarse as can be computed with,
/// until the next finer rung changes no more than its share of what is allowed. Then companions
/// (run_companions()) say what the error of the resolution is; what contributes most goes up until
/// it is what is allowed. Collective.
/// @param say gets a line for every stage
/// @throws RunError if no resolution can be computed with
ChosenResolution choose_resolution(const Parameters &parameters, const DataSet &data,
                                   const Communicator &communicator,
                                   const std::function<void(const std::string &)> &say);

} // namespace rhoflow
