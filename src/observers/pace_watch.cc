// SPDX-License-Identifier: Apache-2.0
#include "observers/pace_watch.h"

#include "base/duration.h"

#include <sstream>

namespace rhoflow {

namespace {

constexpr double day = 24. * 3600.;
constexpr unsigned long fewest_steps = 10;
constexpr double fewest_seconds = 5.;

} // namespace

void PaceWatch::open(bool) {
  start_ = clock_();
  last_time_ = training_.time();
}

void PaceWatch::step(double) {
  const double step = training_.time() - last_time_;
  last_time_ = training_.time();
  ++n_steps_;
  const double seconds = clock_() - start_;
  if (said_ || n_steps_ < fewest_steps || seconds < fewest_seconds || !(step > 0))
    return;
  const double left = (end_time_ - last_time_) / step * (seconds / double(n_steps_));
  if (left < day)
    return;
  said_ = true;
  std::ostringstream message;
  message << "at this pace the run takes " << duration_text(left) << " more: a step covers only "
          << step << " of the training time; " << remedy_;
  log_.warn(last_time_, message.str());
}

} // namespace rhoflow
