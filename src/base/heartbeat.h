// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace rhoflow {

/// Calls a function about once a second for as long as it exists, in a thread of its own, which no
/// signal interrupts.
class Heartbeat {
public:
  /// @param beat has to be safe to call beside whatever else runs, and must not throw
  explicit Heartbeat(std::function<void()> beat, double seconds = 1.);
  /// Waits for a call that is under way.
  ~Heartbeat();

  Heartbeat(const Heartbeat &) = delete;
  Heartbeat &operator=(const Heartbeat &) = delete;

private:
  void live();

  std::function<void()> beat_;
  double seconds_;
  std::mutex mutex_;
  std::condition_variable end_;
  bool ended_ = false;
  std::thread thread_; ///< last, so that it sees all the others
};

} // namespace rhoflow
