#include "run/output_schedule.h"

namespace rhoflow {

OutputSchedule::OutputSchedule(double interval, double end_time)
    : interval_(interval), end_time_(end_time) {}

double OutputSchedule::next() const {
  const double time = double(count_) * interval_;
  // An interval that divides the end time up to rounding must not leave a sliver behind.
  return time > end_time_ - 1e-9 * interval_ ? end_time_ : time;
}

} // namespace rhoflow
