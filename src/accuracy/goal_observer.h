// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observers/observer.h"

#include <optional>

namespace rhoflow {

/// The accuracy that the resolution of a run was chosen for.
struct AccuracyGoal {
  double loss = 0., predictions = 0.; ///< as in the section Accuracy, 0: not asked for
};

/// Keeps with the checkpoints of a run what its resolution was chosen for.
class GoalObserver : public Observer {
public:
  explicit GoalObserver(const AccuracyGoal &goal) : goal_(goal) {}

  /// What a checkpoint with @p states says of the goal of its run; none if its resolution was
  /// given.
  static std::optional<AccuracyGoal> goal_in(const ObserverStates &states);

  std::string stage() const override { return "errors"; }
  void save(ObserverStates &states) const override;

private:
  AccuracyGoal goal_;
};

} // namespace rhoflow
