// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accuracy/estimated_errors.h"
#include "accuracy/goal_observer.h"
#include "observers/observer.h"
#include "points/point_training.h"
#include "run/run_context.h"

#include <optional>
#include <string>
#include <vector>

namespace rhoflow {

/// What is known before a run on points of its errors.
struct PointRunErrors {
  std::optional<RunErrors> errors;  ///< none if they are not estimated
  std::optional<AccuracyGoal> goal; ///< what they were chosen for; none if they are given
};

/// All observers of a run on points that its parameters ask for, in the order in which they are
/// called. A new one is a line of the registry in point_observers.cc.
/// @param training at its start; it has to outlive the observers
/// @param errors   by depth and steps, and the accuracy that was asked for; has to outlive them too
void make_point_observers(const RunContext &run, const PointTraining &training,
                          PointRunErrors &errors, ObserverList &observers);

/// The files that these observers may write, see density_result_files().
std::vector<std::string> point_result_files();

} // namespace rhoflow
