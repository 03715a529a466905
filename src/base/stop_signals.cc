// SPDX-License-Identifier: Apache-2.0
#include "base/stop_signals.h"

#include "base/exit_status.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <ctime>

#include <unistd.h>

namespace rhoflow {

namespace {

// What the handler may touch: nothing but numbers that are written at once.
std::atomic<int> first_signal{0};
std::atomic<long> first_second{0};
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<long>::is_always_lock_free);

unsigned int n_objects = 0;

void take_note(int signal) {
  std::timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  int none = 0;
  if (first_signal.compare_exchange_strong(none, signal))
    first_second = now.tv_sec;
  else if (now.tv_sec > first_second + 1) { // more than one whole second later
    std::signal(signal, SIG_DFL);
    std::raise(signal); // takes effect when this function returns
  }
}

/// What end_at_once() says, one line for each of the signals; written before the handler stands.
std::array<std::array<char, 200>, StopSignals::signals.size()> last_lines{};

void end_at_once(int signal) {
  for (std::size_t k = 0; k < StopSignals::signals.size(); ++k)
    if (StopSignals::signals[k] == signal) {
      [[maybe_unused]] const ssize_t written = // nothing to be done where even this fails
          ::write(STDERR_FILENO, last_lines[k].data(), std::strlen(last_lines[k].data()));
    }
  ::_exit(static_cast<int>(ExitStatus::run_failed));
}

/// Calls @p handler at all signals that are not ignored. @return what was done before
StopSignals::Actions handle_with(void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  StopSignals::Actions former{};
  for (std::size_t k = 0; k < StopSignals::signals.size(); ++k) {
    sigaction(StopSignals::signals[k], nullptr, &former[k]);
    if (former[k].sa_handler != SIG_IGN)
      sigaction(StopSignals::signals[k], &action, nullptr);
  }
  return former;
}

} // namespace

void end_at_stop_signals(const std::string &program) {
  for (std::size_t k = 0; k < last_lines.size(); ++k) {
    const std::string line = program.empty() ? std::string()
                                             : program + ": stopped by " +
                                                   signal_name(StopSignals::signals[k]) +
                                                   "; give the same command again\n";
    last_lines[k] = {};
    std::copy_n(line.begin(), std::min(line.size(), last_lines[k].size() - 1),
                last_lines[k].begin());
  }
  handle_with(end_at_once);
}

StopSignals::StopSignals() {
  if (n_objects++ > 0)
    return;
  first_signal = 0;
  former_ = handle_with(take_note);
}

StopSignals::~StopSignals() {
  if (--n_objects > 0)
    return;
  for (std::size_t k = 0; k < signals.size(); ++k)
    sigaction(signals[k], &former_[k], nullptr);
}

int StopSignals::received() {
  return first_signal;
}

int StopSignals::received_by_any(const Communicator &communicator) {
  return static_cast<int>(communicator.maximum(received()));
}

std::string signal_name(int signal) {
  const char *const name = sigabbrev_np(signal);
  return name != nullptr ? std::string("SIG") + name : "signal " + std::to_string(signal);
}

} // namespace rhoflow
