// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/time/time_parameters.h"
#include "statistics/loss_watch.h"
#include "statistics/statistics_observer.h"

#include <limits>

namespace rhoflow {

/// Warns where a run of densities loses mass or its loss or objective rises. To stand behind the
/// statistics in the list of observers.
class DensityWatch : public LossWatch {
public:
  DensityWatch(const Training &training, const TimeParameters &parameters,
               const StatisticsHistory &history, RunLog &log)
      : LossWatch(training, limits_of(parameters), "lower Time/Tolerance", parameters.loss_may_rise,
                  log),
        history_(history) {}

  void output(const OutputTime &time) override;
  void save(ObserverStates &states) const override;
  void restore(const ObserverStates &states, double time) override;

  /// What a gradient flow integrated with these parameters may be off.
  static RiseLimits limits_of(const TimeParameters &parameters);

private:
  const StatisticsHistory &history_;
  double last_objective_ = std::numeric_limits<double>::infinity();
  bool warned_mass_ = false;
};

} // namespace rhoflow
