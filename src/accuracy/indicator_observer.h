// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accuracy/accuracy_watch.h"
#include "accuracy/indicators.h"
#include "csv/csv_writer.h"
#include "observers/observer.h"
#include "observers/run_log.h"
#include "statistics/statistics_observer.h"

#include <optional>
#include <string>
#include <utility>

namespace rhoflow {

/// Writes indicators.csv, what the discretization of every direction does to the run, and warns. To
/// stand behind the statistics in the list of observers.
template <int dim>
class IndicatorObserver : public Observer {
public:
  /// @param history of the statistics, whose last line is that of the present time
  /// @param watch   says what the indicators mean, none if nobody wants to know; the references
  ///                have to outlive this object
  IndicatorObserver(const FlowState<dim> &state, const StatisticsHistory &history,
                    const std::string &folder, std::optional<AccuracyWatch> watch, RunLog &log)
      : state_(state), history_(history), path_(folder + "/indicators.csv"), log_(log),
        watch_(std::move(watch)), refinements_(state) {}

  std::string stage() const override { return "indicators"; }
  void open(bool resumed) override;
  void step(double) override { step_errors_ += state_.last_error; }
  void output(const OutputTime &time) override;
  void finish() override;
  void save(ObserverStates &states) const override;
  void restore(const ObserverStates &states, double time) override;

private:
  const FlowState<dim> &state_;
  const StatisticsHistory &history_;
  std::string path_;
  RunLog &log_;
  std::optional<AccuracyWatch> watch_;
  InnerRefinements refinements_;
  Indicators worst_; ///< so far, as worst_outer_
  double worst_outer_ = 0.;
  double step_errors_ = 0.;       ///< sum over the steps
  std::size_t n_rows_ = 0;        ///< of the file, as the first process knows
  std::optional<CsvWriter> file_; ///< of the first process
};

} // namespace rhoflow
