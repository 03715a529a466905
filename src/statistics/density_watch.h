#pragma once

#include "statistics/loss_watch.h"
#include "statistics/statistics_observer.h"

#include <limits>

namespace rhoflow {

/// Warns where the figures of densities stop being trustworthy: once each of a rising loss or
/// objective, of densities that the outer basis or the inner mesh no longer resolves, of lost mass.
/// To stand behind the statistics in the list of observers.
class DensityWatch : public LossWatch {
public:
  DensityWatch(const Training &training, const StatisticsHistory &history, RunLog &log)
      : LossWatch(training, "lower Time/Tolerance", log), history_(history) {}

  void output(const OutputTime &time) override;
  void save(ObserverStates &states) const override { states["last_objective"] = {last_objective_}; }
  void restore(const ObserverStates &states, double) override {
    last_objective_ = observer_state(states, "last_objective").front();
  }

private:
  const StatisticsHistory &history_;
  double last_objective_ = std::numeric_limits<double>::infinity();
  bool warned_outer_ = false, warned_inner_ = false, warned_mass_ = false;
};

} // namespace rhoflow
