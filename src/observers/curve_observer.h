// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "csv/csv_writer.h"
#include "observers/observer.h"
#include "observers/run_log.h"
#include "rhoflow/data/standardisation.h"
#include "rhoflow/time/training.h"

#include <optional>
#include <string>
#include <vector>

namespace rhoflow {

/// Writes curve.csv, the prediction on a line at every output time: time, x0, prediction and, where
/// there are standard errors, error, in the units of the user. One input.
class CurveObserver : public Observer {
public:
  /// @param samples in the units of the user, around which the inputs lie
  /// @param points  how many, at least one @param log the references have to outlive this object
  CurveObserver(const Training &training, const DataSet &samples, const DataUnits &units,
                unsigned int points, const std::string &folder, RunLog &log);

  std::string stage() const override { return "output"; }
  void open(bool resumed) override;
  void output(const OutputTime &time) override;
  void finish() override;
  void save(ObserverStates &states) const override;
  void restore(const ObserverStates &states, double time) override;

private:
  const Training &training_;
  const DataUnits &units_;
  std::vector<double> inputs_; ///< in the units of the user
  std::string path_;
  RunLog &log_;
  std::size_t n_rows_ = 0;        ///< of the file
  std::optional<CsvWriter> file_; ///< of the first process
};

} // namespace rhoflow
