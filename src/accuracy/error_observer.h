// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "csv/csv_writer.h"
#include "observers/observer.h"
#include "observers/run_log.h"
#include "rhoflow/time/training.h"
#include "run/resolution/resolution_search.h"

#include <optional>
#include <string>

namespace rhoflow {

/// Writes errors.csv, the estimated error of the loss by cause, for runs whose resolution was
/// chosen.
class ErrorObserver : public Observer {
public:
  /// @param chosen    null in a run that goes on, which restores the errors
  /// @param training  to outlive this object, as @p log
  ErrorObserver(const ChosenResolution *chosen, const Training &training, const std::string &folder,
                RunLog &log);

  /// Whether a checkpoint with @p states is of such a run.
  static bool is_in(const ObserverStates &states);

  std::string stage() const override { return "errors"; }
  void open(bool resumed) override;
  void output(const OutputTime &output) override;
  void finish() override;
  void save(ObserverStates &states) const override;
  void restore(const ObserverStates &states, double time) override;

private:
  /// The error of the loss that @p errors say relatively.
  double scale() const;

  const Training &training_;
  std::string path_;
  RunLog &log_;
  EstimatedErrors errors_; ///< relative
  std::string shortfall_;
  double first_loss_ = 0., last_error_ = 0.;
  std::size_t n_rows_ = 0;        ///< of the file, as the first process knows
  std::optional<CsvWriter> file_; ///< of the first process
};

} // namespace rhoflow
