// SPDX-License-Identifier: Apache-2.0
#include "base/processor_clock.h"

#include <gtest/gtest.h>

#include <chrono>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {

using rhoflow::processor_seconds;

constexpr double work = 0.05;

/// Computes until this process has taken that much more processor time.
void compute() {
  const double start = processor_seconds();
  while (processor_seconds() < start + work) {
  }
}

TEST(ProcessorClock, StandsStillWhileAProcessWaits) {
  const double start = processor_seconds();
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  EXPECT_LT(processor_seconds() - start, 0.1);
}

TEST(ProcessorClock, CountsAllThreads) {
  const double start = processor_seconds();
  std::thread other(compute);
  other.join();
  EXPECT_GE(processor_seconds() - start, work);
}

TEST(ProcessorClock, CountsChildrenThatHaveEnded) {
  const double start = processor_seconds();
  const pid_t child = ::fork();
  if (child == 0) {
    compute();
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_GE(processor_seconds() - start, work);
}

} // namespace
