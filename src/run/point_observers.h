// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observers/observer.h"
#include "points/point_training.h"
#include "run/run_accuracy.h"
#include "run/run_context.h"

#include <string>
#include <vector>

namespace rhoflow {

/// All observers of a run on points that its parameters ask for, in the order in which they are
/// called. A new one is a line of the registry in point_observers.cc.
/// @param training at its start; it has to outlive the observers
/// @param accuracy the errors by depth and steps, and what was asked for; has to outlive them too
void make_point_observers(const RunContext &run, const PointTraining &training,
                          RunAccuracy &accuracy, ObserverList &observers);

/// The files that these observers may write, see density_result_files().
std::vector<std::string> point_result_files();

} // namespace rhoflow
