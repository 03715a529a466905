// SPDX-License-Identifier: Apache-2.0
// The time left of a study goes by the efforts of its runs, and is said in units people use.
#include "base/duration.h"
#include "study/time_left.h"

#include <gtest/gtest.h>

namespace rhoflow {
namespace {

TEST(TimeLeft, FollowsTheEfforts) {
  TimeLeft left(10.);
  EXPECT_EQ(left.seconds(), 0.); // nothing is known
  left.done(1., 3.);
  EXPECT_DOUBLE_EQ(left.seconds(), 27.);
  left.done(4., 2.); // five seconds for five of ten
  EXPECT_DOUBLE_EQ(left.seconds(), 5.);
  left.done(5., 40.);
  EXPECT_EQ(left.seconds(), 0.);
}

TEST(Duration, HasTwoUnitsAtMost) {
  EXPECT_EQ(duration_text(0.2), "0 s");
  EXPECT_EQ(duration_text(59.4), "59 s");
  EXPECT_EQ(duration_text(59.6), "1 min 0 s");
  EXPECT_EQ(duration_text(125.), "2 min 5 s");
  EXPECT_EQ(duration_text(3599.7), "1 h 0 min");
  EXPECT_EQ(duration_text(4800.), "1 h 20 min");
}

} // namespace
} // namespace rhoflow
