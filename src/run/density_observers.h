// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accuracy/estimated_errors.h"
#include "accuracy/goal_observer.h"
#include "observers/observer.h"
#include "rhoflow/flow/gradient_flow.h"
#include "run/run_context.h"

#include <string>
#include <vector>

namespace rhoflow {

/// All observers of a run with densities that its parameters ask for, in the order in which they
/// are called. A new one is a line of the registry in density_observers.cc.
/// @param flow at its start; it has to outlive the observers
/// @param errors what is known of the errors; null if nothing is; to outlive the observers
/// @param goal   that the resolution was chosen for; null if it was given
template <int dim>
void make_density_observers(const RunContext &run, const GradientFlow<dim> &flow,
                            ObserverList &observers, const RunErrors *errors = nullptr,
                            const AccuracyGoal *goal = nullptr);

/// The names of the files that these observers may write, as ResultFolder takes them.
std::vector<std::string> density_result_files();

} // namespace rhoflow
