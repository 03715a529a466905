// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accuracy/estimated_errors.h"
#include "rhoflow/flow/gradient_flow.h"
#include "statistics/statistics_observer.h"

#include <string>
#include <vector>

namespace rhoflow {

/// The statistics of densities; remembers their masses at the start.
template <int dim>
class DensityStatistics : public StatisticsObserver {
public:
  /// @param flow at its start
  /// @param errors of the discretization, may be null; to outlive this object
  DensityStatistics(const GradientFlow<dim> &flow, const DataSet &test, const std::string &folder,
                    const RunClock &clock, RunLog &log, StatisticsHistory &history,
                    const EstimatedErrors *errors);

  void save(ObserverStates &states) const override;
  void restore(const ObserverStates &states, double time) override;

protected:
  StatisticsRow measure_row(double wall_time) const override;
  std::string describe(const StatisticsRow &row) const override;

private:
  const GradientFlow<dim> &flow_;
  const FlowState<dim> &state_;
  const EstimatedErrors *errors_;
  std::vector<double> start_masses_;
};

} // namespace rhoflow
