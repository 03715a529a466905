// SPDX-License-Identifier: Apache-2.0
#include "base/heartbeat.h"

#include <chrono>
#include <csignal>
#include <utility>

#include <pthread.h>

namespace rhoflow {

Heartbeat::Heartbeat(std::function<void()> beat, double seconds)
    : beat_(std::move(beat)), seconds_(seconds) {
  // A thread inherits the signals that are blocked where it is started.
  sigset_t all, former;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &former);
  thread_ = std::thread([this] { live(); });
  ::pthread_sigmask(SIG_SETMASK, &former, nullptr);
}

Heartbeat::~Heartbeat() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    ended_ = true;
  }
  end_.notify_all();
  thread_.join();
}

void Heartbeat::live() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!end_.wait_for(lock, std::chrono::duration<double>(seconds_), [this] { return ended_; }))
    beat_();
}

} // namespace rhoflow
