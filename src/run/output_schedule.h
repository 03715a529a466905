#pragma once

namespace rhoflow {

/// When to write: at t = 0, at every multiple of the interval and at the end time. Output times are
/// k * interval, not sums, so that they carry no accumulated rounding.
class OutputSchedule {
public:
  /// @pre interval > 0, end_time > 0.
  OutputSchedule(double interval, double end_time);

  /// The next output time.
  double next() const;
  /// Call when next() has been reached and written.
  void advance() { ++count_; }
  /// Leaves out what a former run has written up to @p time.
  void advance_beyond(double time) {
    while (next() <= time)
      advance();
  }
  bool is_last() const { return next() >= end_time_; }

private:
  double interval_, end_time_;
  unsigned long count_ = 1;
};

} // namespace rhoflow
