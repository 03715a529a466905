// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace rhoflow {

/// When to write: at t = 0, at every multiple of the interval and at the end time. Output times are
/// k * interval, not sums, so that they carry no accumulated rounding.
///
/// Times closer to each other than 1e-9 of the interval, or than rounding tells apart, are one
/// output time: the end time takes the place of a multiple that near, and a run that goes on from
/// there does not write it again.
class OutputSchedule {
public:
  /// @param interval, end_time positive, in the unit of the training time (dimensionless)
  OutputSchedule(double interval, double end_time);

  /// The next output time, at most the end time.
  double next() const;
  /// Call when next() has been reached and written.
  void advance() { ++count_; }
  /// Leaves out what a former run has written up to its last output at @p time. The end time is
  /// never left out.
  void advance_beyond(double time);
  bool is_last() const { return next() >= end_time_; }
  /// Whether @p time is the end time, or later.
  bool is_reached(double time) const;
  /// Whether @p time is later than the end time.
  bool is_exceeded(double time) const;

private:
  double interval_, end_time_;
  double count_ = 1.; ///< of intervals, a whole number; infinite where only the end time is left
};

} // namespace rhoflow
