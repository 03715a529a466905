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

TEST_F(ProgressTest, QuietPrintsNothing) {
  Progress progress = make(true, true);
  progress.step(0, 1, 0, 1);
  progress.report(1, 1, 1, 1);
  progress.message("warning");
  progress.finish();
  EXPECT_EQ(out_.str(), "");
}

} // namespace
} // namespace rhoflow
