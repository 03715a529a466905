// SPDX-License-Identifier: Apache-2.0
// A heartbeat beats while somebody else works, and has ended when it is gone.

#include "base/heartbeat.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace rhoflow {
namespace {

TEST(Heartbeat, BeatsWhileItExists) {
  std::atomic<int> beats{0};
  {
    const Heartbeat heartbeat([&] { ++beats; }, 1e-3);
    while (beats < 3)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  const int at_end = beats;
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(beats, at_end);
}

TEST(Heartbeat, EndsAtOnce) {
  const auto start = std::chrono::steady_clock::now();
  {
    const Heartbeat heartbeat([] {}, 1000.);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

} // namespace
} // namespace rhoflow
