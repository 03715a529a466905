// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/statistics_observer.h"

#include <string>

namespace rhoflow {

/// The statistics of a finite network.
class ParticleStatistics : public StatisticsObserver {
public:
  ParticleStatistics(const ParticleTraining &training, const DataSet &test,
                     const std::string &folder, const RunClock &clock, RunLog &log,
                     StatisticsHistory &history)
      : StatisticsObserver(folder, training, test, clock, log, history), training_(training) {}

protected:
  StatisticsRow measure_row(double wall_time) const override;
  std::string describe(const StatisticsRow &row) const override;

private:
  const ParticleTraining &training_;
};

} // namespace rhoflow
