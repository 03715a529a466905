#pragma once

#include "observers/observer.h"
#include "observers/run_log.h"
#include "rhoflow/time/training.h"
#include "statistics/statistics_observer.h"

namespace rhoflow {

/// Says at the end of a run with data of a user how much of the labels' variance the predictions
/// explain, 1 - 2 E / variance, and what to do where the loss is still falling. To stand behind the
/// statistics in the list of observers.
class FitRemark : public Observer {
public:
  /// The references have to outlive this object.
  FitRemark(const Training &training, const StatisticsHistory &history, RunLog &log)
      : training_(training), history_(history), log_(log) {}

  std::string stage() const override { return "output"; }
  void finish() override;

private:
  const Training &training_;
  const StatisticsHistory &history_;
  RunLog &log_;
};

} // namespace rhoflow
