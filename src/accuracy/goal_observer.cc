// SPDX-License-Identifier: Apache-2.0
#include "accuracy/goal_observer.h"

namespace rhoflow {

namespace {

const std::string goal_state = "accuracy_goal", shortfall_state = "accuracy_shortfall";

/// The bytes of a text as the numbers that a checkpoint keeps, and back.
std::vector<double> numbers_of(const std::string &text) {
  return {text.begin(), text.end()};
}

std::string text_of(const std::vector<double> &numbers) {
  std::string text;
  for (const double number : numbers)
    if (number >= ' ' && number <= '~') // all that our lines are made of
      text += static_cast<char>(number);
  return text;
}

} // namespace

std::optional<AccuracyGoal> GoalObserver::goal_in(const ObserverStates &states) {
  const auto saved = states.find(goal_state);
  if (saved == states.end() || saved->second.size() != 2)
    return std::nullopt;
  AccuracyGoal goal{saved->second[0], saved->second[1]};
  if (const auto shortfall = states.find(shortfall_state); shortfall != states.end())
    goal.shortfall = text_of(shortfall->second);
  return goal;
}

void GoalObserver::open(bool resumed) {
  if (resumed && !goal_.shortfall.empty()) // at the start ErrorObserver says it
    log_.warn(training_.time(), goal_.shortfall);
}

void GoalObserver::save(ObserverStates &states) const {
  states[goal_state] = {goal_.loss, goal_.predictions};
  if (!goal_.shortfall.empty())
    states[shortfall_state] = numbers_of(goal_.shortfall);
}

} // namespace rhoflow
