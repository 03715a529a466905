// SPDX-License-Identifier: Apache-2.0
#include "observers/output_schedule.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rhoflow {

namespace {

/// Distance of two output times, in intervals, below which they are one.
constexpr double sliver = 1e-9;
/// From here on a whole number and its successor are the same.
constexpr double most_intervals = 0x1p53;

} // namespace

OutputSchedule::OutputSchedule(double interval, double end_time)
    : interval_(interval), end_time_(end_time) {
  RHOFLOW_PRECONDITION(interval > 0. && end_time >= 0., "output times increase");
}

double OutputSchedule::next() const {
  const double time = count_ * interval_;
  // An interval that divides the end time up to rounding must not leave a sliver behind.
  return time > end_time_ - sliver * interval_ ? end_time_ : time;
}

bool OutputSchedule::is_reached(double time) const {
  return time >= end_time_ - sliver * interval_;
}

bool OutputSchedule::is_exceeded(double time) const {
  return time > end_time_ + sliver * interval_;
}

void OutputSchedule::advance_beyond(double time) {
  const double intervals = time / interval_;
  // The time is k * interval up to rounding, whether it was rounded as a product or is the end time
  // as the user wrote it.
  const double slack = std::max(sliver, 4. * std::numeric_limits<double>::epsilon() * intervals);
  count_ = std::max(count_, std::floor(intervals + slack) + 1.);
  // An interval that the time does not resolve, or a time that is none.
  if (!(next() > time) || count_ >= most_intervals)
    count_ = std::numeric_limits<double>::infinity();
}

} // namespace rhoflow
