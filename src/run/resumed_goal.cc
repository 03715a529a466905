// SPDX-License-Identifier: Apache-2.0
#include "run/resumed_goal.h"

#include "rhoflow/base/errors.h"

#include <sstream>

namespace rhoflow {

std::optional<AccuracyGoal> goal_of_resumed(const std::optional<AccuracyGoal> &asked,
                                            const ObserverStates &states) {
  const std::optional<AccuracyGoal> former = GoalObserver::goal_in(states);
  if (!asked)
    return former;
  const auto require_same = [&](const char *key, double now, double before) {
    if (former ? now == before : now == 0.)
      return;
    std::ostringstream message;
    message << "--resume: Accuracy/" << key << " = " << now;
    if (former)
      message << ", but the resolution of this run was chosen for " << before << "; set that value";
    else
      message << ", but the resolution of this run was given, not chosen; leave that key away";
    message << ", or start the run without --resume";
    throw InputError(message.str());
  };
  require_same("Loss", asked->loss, former ? former->loss : 0.);
  require_same("Predictions", asked->predictions, former ? former->predictions : 0.);
  return former;
}

} // namespace rhoflow
