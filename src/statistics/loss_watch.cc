// SPDX-License-Identifier: Apache-2.0
#include "statistics/loss_watch.h"

#include "rhoflow/base/errors.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace rhoflow {

void LossWatch::look_at(const std::string &name, double value) {
  if (!std::isfinite(lowest_))
    start_ = lowest_ = value;
  const double rise = value - lowest_;
  lowest_ = std::min(lowest_, value);
  if (rise > worst_) {
    worst_ = rise;
    worst_time_ = training_.time();
  }
  // A loss that is zero from the start has no scale for what is rounding; a free energy may be
  // negative.
  const double scale = std::abs(start_);
  const bool ends = scale > 0. && rise > limits_.end * scale;
  if (!ends && (!(scale > 0.) || !(rise > limits_.noticeable * scale) || !(rise > 10. * said_)))
    return;
  std::ostringstream message;
  message << "the " << name << " rose by " << rise << " above its lowest value " << lowest_ << "; "
          << remedy_;
  if (ends)
    throw RunError(message.str());
  log_.warn(training_.time(), message.str());
  said_ = rise;
}

std::string LossWatch::verdict() const {
  const double scale = std::abs(start_);
  if (may_rise_ || !(scale > 0.) || !(worst_ > limits_.failure * scale))
    return {};
  std::ostringstream text;
  text << "the run reached its end, but loss or objective rose by " << worst_
       << " until t = " << worst_time_ << ", which a gradient flow cannot; " << remedy_
       << ", or accept it with Time/Loss may rise = true";
  return text.str();
}

void LossWatch::save(ObserverStates &states) const {
  if (std::isfinite(lowest_)) // it was looked at
    states["loss_watch"] = {start_, lowest_, said_, worst_, worst_time_};
}

void LossWatch::restore(const ObserverStates &states, double) {
  const auto saved = states.find("loss_watch");
  if (saved == states.end() || saved->second.size() != 5)
    return; // a checkpoint of a former version
  start_ = saved->second[0];
  lowest_ = saved->second[1];
  said_ = saved->second[2];
  worst_ = saved->second[3];
  worst_time_ = saved->second[4];
}

} // namespace rhoflow
