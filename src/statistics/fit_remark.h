// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observers/observer.h"
#include "observers/run_log.h"
#include "statistics/statistics_observer.h"

namespace rhoflow {

/// Says at the end of a run with data of a user how much of the variance of its labels the
/// predictions explain (r_squared), of the test samples also if there are some, and what to do
/// where the loss is still falling. To stand behind the statistics in the list of observers.
class FitRemark : public Observer {
public:
  /// The references have to outlive this object.
  FitRemark(const StatisticsHistory &history, RunLog &log) : history_(history), log_(log) {}

  std::string stage() const override { return "output"; }
  void finish() override;

private:
  const StatisticsHistory &history_;
  RunLog &log_;
};

} // namespace rhoflow
