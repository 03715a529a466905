// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/communicator.h"
#include "rhoflow/base/errors.h"

#include <string>

namespace rhoflow {

/// A signal ended a run in good order; the message says when, and how to go on.
class StopError : public RunError {
public:
  StopError(const std::string &stop, const std::string &remedy)
      : RunError(stop + "; " + remedy), stop_(stop) {}

  /// "stopped by SIGTERM at t = 0.5" alone.
  const std::string &stop() const { return stop_; }

private:
  std::string stop_;
};

/// To be called between the steps of trial runs, before anything is written. Collective.
/// @throws StopError if a signal asks one of the processes to stop (StopSignals)
void stop_trials_if_asked(const Communicator &communicator);

} // namespace rhoflow
