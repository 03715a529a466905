// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/communicator.h"

#include <array>
#include <string>

#include <csignal>

namespace rhoflow {

/// While it exists, SIGTERM, SIGINT, SIGHUP, SIGUSR1 and SIGXCPU do not end the process but leave
/// a note: batch systems and people at a keyboard ask with them for an orderly end. A further one,
/// a second or more after the first, ends the process at once. Signals that the process was
/// started to ignore (`nohup`, a job of a script in the background) stay ignored.
///
/// The second of grace is for mpirun, which sends SIGTERM behind the SIGINT of the keyboard.
/// Objects may be nested; the outermost one counts, and what it has heard of is known to the
/// others.
class StopSignals {
public:
  StopSignals();
  ~StopSignals();

  StopSignals(const StopSignals &) = delete;
  StopSignals &operator=(const StopSignals &) = delete;

  /// The signal that came first, 0 if none did.
  static int received();
  /// The same on all processes: what one of them has received, 0 if none did. Collective.
  static int received_by_any(const Communicator &communicator);

private:
  static constexpr std::array<int, 5> signals{SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGXCPU};
  std::array<struct sigaction, 5> former_{};
};

/// "SIGTERM" for SIGTERM.
std::string signal_name(int signal);

} // namespace rhoflow
