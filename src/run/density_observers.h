// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observers/observer.h"
#include "rhoflow/flow/gradient_flow.h"
#include "run/resolution/resolution_search.h"
#include "run/run_context.h"

#include <string>
#include <vector>

namespace rhoflow {

/// How the resolution of a run came about.
struct ResolutionChoice {
  bool by_search = false; ///< for the section Accuracy
  /// What the search found; null in a run that goes on.
  const ChosenResolution *found = nullptr;
};

/// All observers of a run with densities that its parameters ask for, in the order in which they
/// are called. A new one is a line of the registry in density_observers.cc.
/// @param flow at its start; it has to outlive the observers
/// @param choice how the resolution came about
template <int dim>
void make_density_observers(const RunContext &run, const GradientFlow<dim> &flow,
                            ObserverList &observers, const ResolutionChoice &choice = {});

/// The names of the files that these observers may write, as ResultFolder takes them.
std::vector<std::string> density_result_files();

} // namespace rhoflow
