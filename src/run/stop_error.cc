// SPDX-License-Identifier: Apache-2.0
#include "run/stop_error.h"

#include "base/stop_signals.h"

namespace rhoflow {

void stop_trials_if_asked(const Communicator &communicator) {
  if (const int signal = StopSignals::received_by_any(communicator); signal != 0)
    throw StopError("stopped by " + signal_name(signal) + " during the trial runs before the start",
                    "nothing was written, start it again");
}

} // namespace rhoflow
