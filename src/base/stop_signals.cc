// SPDX-License-Identifier: Apache-2.0
#include "base/stop_signals.h"

#include <atomic>
#include <cstring>
#include <ctime>

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

} // namespace

StopSignals::StopSignals() {
  if (n_objects++ > 0)
    return;
  first_signal = 0;
  struct sigaction action {};
  action.sa_handler = take_note;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (std::size_t k = 0; k < signals.size(); ++k) {
    sigaction(signals[k], nullptr, &former_[k]);
    if (former_[k].sa_handler != SIG_IGN)
      sigaction(signals[k], &action, nullptr);
  }
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
