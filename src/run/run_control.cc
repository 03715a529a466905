// SPDX-License-Identifier: Apache-2.0
#include "run/run_control.h"

#include "base/stop_signals.h"

namespace rhoflow {

RunControl::Wish RunControl::ask(const Communicator &communicator) const {
  double wish = 0.;
  if (StopSignals::received() != 0)
    wish = 2.;
  else if (seconds_ > 0. && clock_.since_checkpoint() >= seconds_)
    wish = 1.;
  wish = communicator.maximum(wish);
  return wish > 1. ? Wish::stop : wish > 0. ? Wish::keep : Wish::go_on;
}

} // namespace rhoflow
