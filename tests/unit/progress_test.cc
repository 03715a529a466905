// SPDX-License-Identifier: Apache-2.0
// On a terminal one line is rewritten at most five times per second; elsewhere complete lines
// appear at output times, and every half minute between them; quiet means silent.

#include "observers/progress.h"

#include "expect_error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace rhoflow {
namespace {

class ProgressTest : public testing::Test {
protected:
  Progress make(bool is_terminal, const bool quiet = false) {
    return {out_, is_terminal, quiet, [this] { return seconds_; }};
  }
  long count(char character) const {
    const std::string text = out_.str();
    return std::count(text.begin(), text.end(), character);
  }

  std::ostringstream out_;
  double seconds_ = 100;
};

TEST_F(ProgressTest, ALineSaysTimeStepLossRateAndWhatIsLeft) {
  Progress progress = make(false);
  progress.report(0, 5, 0, 0.25);
  EXPECT_EQ(out_.str(), "t = 0/5  step 0  loss 2.500e-01\n");
  out_.str("");
  seconds_ += 10;
  progress.report(1.25, 5, 87, 0.1234);
  EXPECT_EQ(out_.str(), "t = 1.25/5  step 87  loss 1.234e-01  8.7 steps/s  30 s left\n");
  out_.str("");
  progress.report(0.0125, 5, 87, 0.1234);
  test::expect_contains(out_.str(), "1 h 6 min left");
}

TEST_F(ProgressTest, ATerminalLineIsRewrittenAtMostFiveTimesPerSecond) {
  Progress progress = make(true);
  for (int i = 0; i < 1000; ++i) { // ten seconds
    progress.step(0.001 * i, 1, static_cast<unsigned long>(i), 1);
    seconds_ += 0.01;
  }
  EXPECT_EQ(count('\n'), 0);
  EXPECT_LE(count('\r'), 51);
  EXPECT_GE(count('\r'), 40);
  progress.finish();
  progress.finish();
  EXPECT_EQ(count('\n'), 1);
}

TEST_F(ProgressTest, OffATerminalThereIsALineAtLeastEveryThirtySeconds) {
  Progress progress = make(false);
  progress.report(0, 5, 0, 1);
  for (unsigned long i = 1; i <= 100; ++i) { // 100 seconds
    seconds_ += 1;
    progress.step(0.001 * double(i), 5, i, 1);
  }
  EXPECT_EQ(count('\n'), 1 + 3);
  progress.report(0.1, 5, 100, 1);
  seconds_ += 29;
  progress.step(0.2, 5, 101, 1);
  EXPECT_EQ(count('\n'), 1 + 3 + 1) << "counted from the last line";
}

TEST_F(ProgressTest, AShorterLineLeavesNothingOfALongerOne) {
  Progress progress = make(true);
  progress.report(0.1234, 5, 1, 1);
  const std::size_t first = out_.str().size();
  progress.report(1, 5, 1, 1);
  EXPECT_EQ(out_.str().size(), 2 * first);
}

TEST_F(ProgressTest, OffATerminalAShortRunPrintsItsOutputTimesOnly) {
  Progress progress = make(false);
  for (int i = 0; i < 100; ++i, seconds_ += 0.29)
    progress.step(0.01 * i, 1, static_cast<unsigned long>(i), 1);
  EXPECT_EQ(out_.str(), "");
  progress.report(1, 1, 100, 1);
  EXPECT_EQ(count('\n'), 1);
  EXPECT_EQ(count('\r'), 0);
  progress.finish();
  EXPECT_EQ(count('\n'), 1);
}

TEST_F(ProgressTest, AMessageStandsOnALineOfItsOwn) {
  Progress progress = make(true);
  progress.report(0, 1, 0, 1);
  progress.message("warning: coarse");
  test::expect_contains(out_.str(), "\nwarning: coarse\n");
}

TEST_F(ProgressTest, WithinALongStepThereIsALineEveryThirtySecondsToo) {
  Progress progress = make(false);
  progress.report(0, 5, 0, 1);
  seconds_ += 10;
  progress.step(1, 5, 4, 0.5);
  out_.str("");
  for (int i = 0; i < 95; ++i) { // within one step
    seconds_ += 1;
    progress.beat();
  }
  EXPECT_EQ(count('\n'), 3);
  test::expect_contains(out_.str(), "t = 1/5  step 4  loss 5.000e-01");
  test::expect_contains(out_.str(), "(last step 20 s ago)\n");
  test::expect_contains(out_.str(), "(last step 50 s ago)\n");
}

TEST_F(ProgressTest, WhatIsNoStepSaysItsNameAfterThirtySeconds) {
  Progress progress = make(false);
  progress.begin("trial runs");
  const auto wait = [&](int seconds) {
    for (int i = 0; i < seconds; ++i) {
      seconds_ += 1;
      progress.beat();
    }
  };
  wait(29);
  EXPECT_EQ(out_.str(), "");
  wait(1);
  EXPECT_EQ(out_.str(), "trial runs, 30 s so far\n");
  progress.message("a stage");
  out_.str("");
  wait(29);
  EXPECT_EQ(out_.str(), "") << "counted from the last line";
  wait(1);
  EXPECT_EQ(out_.str(), "trial runs, 1 min 0 s so far\n");
  progress.finish();
  out_.str("");
  wait(100);
  EXPECT_EQ(out_.str(), "") << "nothing goes on";
}

TEST_F(ProgressTest, ATerminalShowsWhatIsNoStepAndWipesItAfterwards) {
  Progress progress = make(true);
  progress.report(1, 1, 7, 1);
  progress.begin("drawing pictures");
  out_.str("");
  seconds_ += 1;
  progress.beat();
  EXPECT_EQ(out_.str(), "");
  seconds_ += 2;
  progress.beat();
  EXPECT_EQ(out_.str(), "\rdrawing pictures, 3 s so far");
  progress.finish();
  EXPECT_EQ(out_.str(), "\rdrawing pictures, 3 s so far\r" + std::string(28, ' ') + "\r");
}

TEST_F(ProgressTest, TheTimeLeftHasTheWorkAtTheEnd) {
  Progress known = make(false);
  known.expect_at_end("pictures", 12.);
  known.report(0, 5, 0, 1);
  Progress unknown = make(false);
  unknown.expect_at_end("pictures", {});
  unknown.report(0, 5, 0, 1);
  seconds_ += 10;
  out_.str("");
  known.report(1, 5, 10, 1);
  test::expect_contains(out_.str(), "  52 s left\n");
  out_.str("");
  unknown.report(1, 5, 10, 1);
  test::expect_contains(out_.str(), "  40 s and pictures left\n");
}

TEST_F(ProgressTest, QuietPrintsNothing) {
  Progress progress = make(true, true);
  progress.step(0, 1, 0, 1);
  progress.report(1, 1, 1, 1);
  progress.message("warning");
  progress.begin("pictures");
  seconds_ += 100;
  progress.beat();
  progress.finish();
  EXPECT_EQ(out_.str(), "");
}

} // namespace
} // namespace rhoflow
