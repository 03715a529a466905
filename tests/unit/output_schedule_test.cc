// SPDX-License-Identifier: Apache-2.0
// Output times: every multiple of the interval as a product, the end time exactly, nothing twice,
// and after a former run only what it has not written, however small the interval is.

#include "observers/output_schedule.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace rhoflow {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// What is written from where @p schedule stands.
std::vector<double> times_of(OutputSchedule schedule, std::size_t most = 1000) {
  std::vector<double> times;
  bool last = false;
  while (!last && times.size() < most) {
    last = schedule.is_last();
    times.push_back(schedule.next());
    schedule.advance();
  }
  return times;
}

std::vector<double> times_after(double time, double interval, double end_time) {
  OutputSchedule schedule(interval, end_time);
  schedule.advance_beyond(time);
  return times_of(schedule);
}

TEST(OutputSchedule, OutputTimesAreProductsAndTheEndTime) {
  for (const double interval : {0.1, 0.2, 1. / 3., 0.7}) {
    const std::vector<double> times = times_of(OutputSchedule(interval, 5.));
    ASSERT_EQ(times.size(), std::size_t(std::ceil(5. / interval - 1e-9)));
    for (std::size_t k = 0; k + 1 < times.size(); ++k)
      EXPECT_EQ(times[k], double(k + 1) * interval);
    EXPECT_EQ(times.back(), 5.);
  }
  EXPECT_EQ(times_of(OutputSchedule(3., 2.)), std::vector<double>{2.});
}

TEST(OutputSchedule, AMultipleThatIsTheEndTimeUpToRoundingLeavesNoSliver) {
  ASSERT_GT(3. * 0.2, 0.6);
  EXPECT_EQ(times_of(OutputSchedule(0.2, 0.6)), (std::vector<double>{0.2, 0.4, 0.6}));
  EXPECT_EQ(times_of(OutputSchedule(0.2, 3. * 0.2)), (std::vector<double>{0.2, 0.4, 3. * 0.2}));
}

TEST(OutputSchedule, GoesOnBehindAFormerEndThatIsAMultipleUpToRounding) {
  const std::vector<double> rest{0.8, 1., 6. * 0.2, 7. * 0.2, 1.6, 1.8, 2.};
  EXPECT_EQ(times_after(0.6, 0.2, 2.), rest);      // below the product
  EXPECT_EQ(times_after(3. * 0.2, 0.2, 2.), rest); // the product itself
  for (unsigned int k = 1; k < 2000; ++k) {
    OutputSchedule below(0.1, 1e4), at(0.1, 1e4), above(0.1, 1e4);
    below.advance_beyond(std::nextafter(k * 0.1, 0.));
    at.advance_beyond(k * 0.1);
    above.advance_beyond(std::nextafter(k * 0.1, infinity));
    EXPECT_EQ(below.next(), (k + 1) * 0.1);
    EXPECT_EQ(at.next(), (k + 1) * 0.1);
    EXPECT_EQ(above.next(), (k + 1) * 0.1);
  }
}

TEST(OutputSchedule, GoesOnBehindAFormerEndBetweenTwoMultiples) {
  EXPECT_EQ(times_after(0.5, 0.2, 1.), (std::vector<double>{3. * 0.2, 0.8, 1.}));
  EXPECT_EQ(times_after(0.05, 0.2, 0.4), (std::vector<double>{0.2, 0.4}));
  EXPECT_EQ(times_after(0., 0.2, 0.4), (std::vector<double>{0.2, 0.4}));
}

TEST(OutputSchedule, GoesBackToNothing) {
  OutputSchedule schedule(0.2, 2.);
  schedule.advance();
  schedule.advance();
  schedule.advance_beyond(0.1);
  EXPECT_EQ(schedule.next(), 3. * 0.2);
}

// Of an interval this small the loop over multiples would take ages or, where the time no longer
// resolves it, would not end at all.
TEST(OutputSchedule, FindsItsPlaceAtOnceForAnInterval) {
  OutputSchedule small(1e-9, 2e6);
  small.advance_beyond(1e6);
  EXPECT_GT(small.next(), 1e6);
  EXPECT_LT(small.next(), 1e6 + 1e-7);
  for (const double time : {1e8, 1e12, 1e300, infinity, std::nan("")}) {
    OutputSchedule schedule(1e-9, 2e8);
    schedule.advance_beyond(time);
    EXPECT_EQ(schedule.next(), 2e8) << time;
    EXPECT_TRUE(schedule.is_last()) << time;
  }
}

TEST(OutputSchedule, AFormerRunBeyondTheEndLeavesTheEndTime) {
  EXPECT_EQ(times_after(3., 0.2, 2.), std::vector<double>{2.});
  EXPECT_EQ(times_after(2., 0.2, 2.), std::vector<double>{2.});
}

} // namespace
} // namespace rhoflow
