// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accuracy/error_watch.h"
#include "csv/csv_writer.h"
#include "observers/observer.h"
#include "rhoflow/time/training.h"

#include <optional>
#include <string>

namespace rhoflow {

/// Writes errors.csv, the estimated error of the loss by cause, and warns of large ones.
class ErrorObserver : public Observer {
public:
  /// @param errors    of the run, also of one that goes on, see estimate_in()
  /// @param training  to outlive this object, as all others
  /// @param causes    that have a column
  ErrorObserver(const RunErrors &errors, const Training &training, const std::string &folder,
                RunLog &log,
                std::vector<Cause> causes = {causes_on_mesh.begin(), causes_on_mesh.end()});

  /// What a checkpoint with @p states says of the errors of its run; none if nothing.
  static std::optional<EstimatedErrors> estimate_in(const ObserverStates &states);

  std::string stage() const override { return "errors"; }
  void open(bool resumed) override;
  void output(const OutputTime &output) override;
  void finish() override;
  void save(ObserverStates &states) const override;
  void restore(const ObserverStates &states, double time) override;

protected:
  /// What is known only now of the errors at @p time is to be put into them.
  virtual void refresh(double /*time*/) {}
  RunLog &log() const { return log_; }

private:
  std::vector<std::string> columns() const;

  const RunErrors &errors_;
  ErrorWatch watch_;
  const Training &training_;
  std::string path_;
  RunLog &log_;
  std::vector<Cause> causes_;
  double last_error_ = 0.;
  bool begins_ = true;            ///< there were no errors before a resume
  std::size_t n_rows_ = 0;        ///< of the file, as the first process knows
  std::optional<CsvWriter> file_; ///< of the first process
};

} // namespace rhoflow
