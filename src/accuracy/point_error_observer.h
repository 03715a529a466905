// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accuracy/error_observer.h"
#include "accuracy/goal_observer.h"
#include "points/point_training.h"
#include "rhoflow/points/point_parameters.h"

namespace rhoflow {

/// errors.csv of a run on points: the errors by depth and steps are those of companions, the error
/// by the number of points is measured while the run goes on.
class PointErrorObserver : public ErrorObserver {
public:
  /// @param errors of depth and steps, into which those of the points are put
  /// @param goal   that number of points, depth and steps were chosen for; zeros if for none
  /// @param points of the run, whose numbers a remedy multiplies
  PointErrorObserver(RunErrors &errors, const PointTraining &training, const AccuracyGoal &goal,
                     PointParameters points, const std::string &folder, RunLog &log);

  void finish() override;

private:
  void refresh(double time) override;
  /// What makes the error that is missed by most small enough.
  std::string remedy() const;

  RunErrors &errors_;
  const PointTraining &training_;
  AccuracyGoal goal_;
  PointParameters points_;
  double excess_ = 0., time_of_excess_ = 0.; ///< the largest multiple of the goal, and when
  Cause cause_of_excess_ = Cause::points;    ///< what contributes most to it
};

} // namespace rhoflow
