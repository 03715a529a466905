// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/communicator.h"

#include <array>
#include <string>

#include <csignal>

namespace rhoflow {

/// From now on, where there is no StopSignals, each of its signals ends the process at once with a
/// line on standard error, "PROGRAM: stopped by SIGTERM; ...", and ExitStatus::run_failed: of a
/// program that makes runs, before one, when nothing has been written yet. Ignored ones stay
/// ignored.
/// @param program who speaks; empty: nobody
void end_at_stop_signals(const std::string &program);

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

  static constexpr std::array<int, 5> signals{SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGXCPU};
  using Actions = std::array<struct sigaction, signals.size()>;

private:
  Actions former_{};
};

/// "SIGTERM" for SIGTERM.
std::string signal_name(int signal);

} // namespace rhoflow
