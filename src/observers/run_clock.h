// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/wall_clock.h"

namespace rhoflow {

/// The wall time of a run, those parts of it included that came before a resume.
class RunClock {
public:
  /// Seconds since the start of the run.
  double seconds() const { return wall_seconds() - start_; }
  /// The run has lasted @p seconds already.
  void resume(double seconds) { start_ = wall_seconds() - seconds; }

  /// A checkpoint was written.
  void mark_checkpoint() { last_checkpoint_ = wall_seconds(); }
  /// Seconds since then, or since this part of the run began.
  double since_checkpoint() const { return wall_seconds() - last_checkpoint_; }

private:
  double start_ = wall_seconds(), last_checkpoint_ = wall_seconds();
};

} // namespace rhoflow
