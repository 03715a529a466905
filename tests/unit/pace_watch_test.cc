// SPDX-License-Identifier: Apache-2.0
// A run that would take more than a day says so once, when ten steps and five seconds have shown
// it.

#include "observers/pace_watch.h"

#include "given_training.h"
#include "temporary_folder.h"

#include <gtest/gtest.h>

#include <sstream>

namespace rhoflow {
namespace {

class PaceWatchTest : public testing::Test {
protected:
  /// What the log says after @p n_steps steps to @p end_time, each of training time 1.
  std::string log_after(int n_steps, double seconds_per_step, double end_time) {
    log_.open(false);
    PaceWatch watch(training_, end_time, "do less", log_, [this] { return seconds_; });
    watch.open(false);
    for (int i = 0; i < n_steps; ++i) {
      seconds_ += seconds_per_step;
      training_.step(1.);
      watch.step(1.);
    }
    return folder_.read("run.log");
  }

  test::GivenTraining training_;
  double seconds_ = 1000;
  const test::TemporaryFolder folder_;
  std::ostringstream console_;
  Progress progress_{console_, false, true};
  RunLog log_{folder_.path("run.log"), progress_};
};

TEST_F(PaceWatchTest, ARunOfDaysIsNamedOnce) {
  EXPECT_EQ(log_after(30, 1., 3 * 86400. + 10.),
            "warning: t = 10: at this pace the run takes 72 h 0 min more: a step covers only 1 of "
            "the training time; do less\n");
}

TEST_F(PaceWatchTest, ARunOfHoursIsNot) {
  EXPECT_EQ(log_after(30, 1., 80000.), "");
}

TEST_F(PaceWatchTest, FewStepsShowNothing) {
  EXPECT_EQ(log_after(9, 10., 1e9), "");
}

TEST_F(PaceWatchTest, ShortStepsAreCountedForFiveSeconds) {
  EXPECT_EQ(log_after(400, 0.01, 1e9), "");
}

} // namespace
} // namespace rhoflow
