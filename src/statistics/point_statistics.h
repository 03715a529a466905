// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "points/point_training.h"
#include "statistics/statistics_observer.h"

#include <string>
#include <vector>

namespace rhoflow {

/// The statistics of a run on points: means over the shifts and, behind all columns of other
/// programs, the standard errors of those that depend on the shift, `loss_error` and so on. Where
/// the others have a column of that name, it holds the standard error.
class PointStatistics : public StatisticsObserver {
public:
  PointStatistics(const PointTraining &training, const DataSet &test, const std::string &folder,
                  const RunClock &clock, RunLog &log, StatisticsHistory &history)
      : StatisticsObserver(folder, training, test, clock, log, history), training_(training) {}

protected:
  std::vector<std::string> columns() const override;
  StatisticsRow measure_row(double wall_time) const override;
  std::string describe(const StatisticsRow &row) const override;

private:
  const PointTraining &training_;
};

/// The columns of statistics.csv that have an error, in the order of their errors.
const std::vector<std::string> &columns_with_error();

} // namespace rhoflow
