// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observers/observer.h"
#include "observers/run_log.h"
#include "rhoflow/time/training.h"

#include <optional>
#include <string>

namespace rhoflow {

/// The accuracy that the resolution of a run was chosen for.
struct AccuracyGoal {
  double loss = 0., predictions = 0.; ///< as in the section Accuracy, 0: not asked for
  std::string shortfall = {};         ///< see RunErrors
};

/// Keeps with the checkpoints of a run what its resolution was chosen for and, where that is not
/// reached, says so again when the run goes on.
class GoalObserver : public Observer {
public:
  /// @param training, log  to outlive this object
  GoalObserver(AccuracyGoal goal, const Training &training, RunLog &log)
      : goal_(std::move(goal)), training_(training), log_(log) {}

  /// What a checkpoint with @p states says of the goal of its run; none if its resolution was
  /// given.
  static std::optional<AccuracyGoal> goal_in(const ObserverStates &states);

  std::string stage() const override { return "errors"; }
  void open(bool resumed) override;
  void save(ObserverStates &states) const override;

private:
  AccuracyGoal goal_;
  const Training &training_;
  RunLog &log_;
};

} // namespace rhoflow
