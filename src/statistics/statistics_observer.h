// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "csv/csv_writer.h"
#include "observers/observer.h"
#include "observers/run_clock.h"
#include "observers/run_log.h"
#include "rhoflow/time/training.h"
#include "statistics/fit.h"
#include "statistics/statistics_row.h"

#include <optional>
#include <string>
#include <vector>

namespace rhoflow {

/// The lines of statistics.csv so far, the first process' also those before a resume: what
/// pictures and warnings look at.
using StatisticsHistory = std::vector<StatisticsRow>;

/// Writes statistics.csv, a line per output time, and the same in short into run.log.
class StatisticsObserver : public Observer {
public:
  /// @param folder of the results @param test samples in the units of the solver, may be empty
  /// @param history receives every line; the arguments have to outlive this object
  StatisticsObserver(const std::string &folder, const Training &training, const DataSet &test,
                     const RunClock &clock, RunLog &log, StatisticsHistory &history)
      : path_(folder + "/statistics.csv"), training_(training), test_(test), clock_(clock),
        log_(log), history_(history) {}

  std::string stage() const override { return "output"; }
  void open(bool resumed) override;
  void output(const OutputTime &time) override;
  void finish() override;
  void save(ObserverStates &states) const override;
  void restore(const ObserverStates &states, double time) override;

protected:
  const DataSet &test() const { return test_; }
  /// Names of the columns; those of StatisticsRow come first.
  virtual std::vector<std::string> columns() const { return StatisticsRow::names(); }
  /// The row of the present time. Collective.
  virtual StatisticsRow measure_row(double wall_time) const = 0;
  /// What run.log says of it behind time, step and loss.
  virtual std::string describe(const StatisticsRow &row) const = 0;

private:
  std::string path_;
  const Training &training_;
  const DataSet &test_;
  const RunClock &clock_;
  RunLog &log_;
  StatisticsHistory &history_;
  std::optional<CsvWriter> file_; ///< of the first process
};

} // namespace rhoflow
