// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accuracy/cause.h"
#include "rhoflow/run/parameters.h"

#include <string>

namespace rhoflow {

/// @p parameters in which every part has its own resolution: no 0 that stands for that of another.
Parameters with_own_resolutions(Parameters parameters);

/// Whether the mesh or the steps of @p parameters make an error by @p cause: a fixed head has no
/// density, and the number of Euler layers belongs to the network.
bool makes_error(const Parameters &parameters, Cause cause);

/// @p parameters as trial runs have them: with noise without the limiter. On coarse meshes the
/// undershoots of tails, which it has to empty, make its steps 20 to 40 times as short, while a
/// density with noise is smooth where the mesh resolves it.
Parameters for_trials(Parameters parameters);

/// @p parameters with the next finer resolution of @p cause: a quarter more outer nodes, a degree
/// more, one more cell on every side, a depth node more, a tenth of the tolerance. Where there is
/// nothing finer the next coarser one of outer or depth nodes, which says more than the truth.
/// @pre every part has its own resolution
Parameters with_finer(Parameters parameters, Cause cause);

/// For each cause the settings of with_finer() that differ, "Weights/Outer nodes = 20", as one
/// would write them; empty where there is nothing finer, or nothing that a run accepts.
PerCause<std::string> finer_settings(const Parameters &parameters);

} // namespace rhoflow
