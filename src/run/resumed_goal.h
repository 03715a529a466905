// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accuracy/goal_observer.h"

#include <optional>

namespace rhoflow {

/// The goal of a run that goes on from a checkpoint with @p states.
/// @param asked what the command asks for, if it does
/// @throws InputError if that is not what the resolution, which stays, was chosen for
std::optional<AccuracyGoal> goal_of_resumed(const std::optional<AccuracyGoal> &asked,
                                            const ObserverStates &states);

} // namespace rhoflow
