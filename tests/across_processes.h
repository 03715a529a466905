// SPDX-License-Identifier: Apache-2.0
// Tests that need several processes: they start their own program again by mpirun, with nothing but
// themselves to run.
#pragma once

#include <gtest/gtest.h>

#include <mpi.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace rhoflow::test {

/// The calling test in several processes:
///
///     const AcrossProcesses processes(3);
///     if (!processes.inside())
///       return;
///     ... runs in each of the three, with MPI; what fails there fails the test
///
/// Every process has to reach the collective calls: EXPECT, not ASSERT.
class AcrossProcesses {
public:
  explicit AcrossProcesses(unsigned int n) : inside_(std::getenv(mark) != nullptr) {
    if (inside_) {
      MPI_Init(nullptr, nullptr);
      int size = 0;
      MPI_Comm_size(MPI_COMM_WORLD, &size);
      EXPECT_EQ(size, int(n));
      return;
    }
    const auto *test = ::testing::UnitTest::GetInstance()->current_test_info();
    // What they print matters only if they fail.
    const std::string command =
        std::string("out=$(env OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 ") + mark +
        "=1 mpirun --oversubscribe -np " + std::to_string(n) + " " +
        std::filesystem::read_symlink("/proc/self/exe").string() +
        " --gtest_filter=" + test->test_suite_name() + "." + test->name() +
        " 2>&1 </dev/null) || { echo \"$out\"; exit 1; }";
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
  }
  ~AcrossProcesses() {
    if (inside_)
      MPI_Finalize();
  }
  AcrossProcesses(const AcrossProcesses &) = delete;
  AcrossProcesses &operator=(const AcrossProcesses &) = delete;

  bool inside() const { return inside_; }

private:
  static constexpr const char *mark = "RHOFLOW_TEST_ACROSS_PROCESSES";
  bool inside_;
};

} // namespace rhoflow::test
