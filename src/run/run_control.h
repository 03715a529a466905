// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observers/run_clock.h"
#include "rhoflow/base/communicator.h"

namespace rhoflow {

/// What may come between two steps of a run.
class RunControl {
public:
  enum class Wish {
    go_on,
    keep, ///< the last checkpoint is too long ago
    stop  ///< a signal asks for the end (StopSignals)
  };

  /// @param seconds of wall time between checkpoints, 0: these are not due by time
  /// @param clock   has to outlive this object
  RunControl(double seconds, const RunClock &clock) : seconds_(seconds), clock_(clock) {}

  /// The same on all processes: the strongest wish of one of them. Collective.
  Wish ask(const Communicator &communicator) const;

private:
  double seconds_;
  const RunClock &clock_;
};

} // namespace rhoflow
