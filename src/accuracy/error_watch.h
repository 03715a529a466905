// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accuracy/estimated_errors.h"
#include "observers/run_log.h"

#include <vector>

namespace rhoflow {

/// Says when the estimated error of loss or predictions passes a percent, what the cause is, and
/// with which settings a trial run came out differently; again whenever an error has grown tenfold.
class ErrorWatch {
public:
  /// @param errors, log have to outlive this object
  ErrorWatch(const RunErrors &errors, RunLog &log) : errors_(errors), log_(log) {}

  void look(double time);

  /// What was said, for a checkpoint: an error per cause, 0 where nothing was.
  const std::vector<double> &state() const { return said_; }
  void restore(const std::vector<double> &state);

private:
  const RunErrors &errors_;
  RunLog &log_;
  std::vector<double> said_ = std::vector<double>(n_causes, 0.);
};

} // namespace rhoflow
