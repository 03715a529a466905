// SPDX-License-Identifier: Apache-2.0
#include "accuracy/goal_observer.h"

namespace rhoflow {

namespace {
const std::string goal_state = "accuracy_goal";
}

std::optional<AccuracyGoal> GoalObserver::goal_in(const ObserverStates &states) {
  const auto saved = states.find(goal_state);
  if (saved == states.end() || saved->second.size() != 2)
    return std::nullopt;
  return AccuracyGoal{saved->second[0], saved->second[1]};
}

void GoalObserver::save(ObserverStates &states) const {
  states[goal_state] = {goal_.loss, goal_.predictions};
}

} // namespace rhoflow
