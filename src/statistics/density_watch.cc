// SPDX-License-Identifier: Apache-2.0
#include "statistics/density_watch.h"

#include <algorithm>
#include <sstream>

namespace rhoflow {

namespace {

constexpr double mass_tolerance = 1e-10;

} // namespace

RiseLimits DensityWatch::limits_of(const TimeParameters &parameters) {
  // What one step may be off, and a hundred of them.
  const double tolerance = std::max(parameters.tolerance, 1e-10);
  return {tolerance, 100. * tolerance};
}

void DensityWatch::output(const OutputTime &) {
  const StatisticsRow &row = history_.back();
  if (row["mass_drift"] > mass_tolerance && !warned_mass_) {
    std::ostringstream text;
    text << "mass is lost (" << row["mass_drift"] << ")";
    log().warn(training().time(), text.str());
    warned_mass_ = true;
  }
  last_objective_ = row["objective"];
  if (!training().loss_falls())
    look_at("objective", last_objective_);
}

void DensityWatch::save(ObserverStates &states) const {
  LossWatch::save(states);
  // Every checkpoint has this, see write_run().
  states["last_objective"] = {last_objective_};
  states["mass_watch"] = {double(warned_mass_)};
}

void DensityWatch::restore(const ObserverStates &states, double time) {
  LossWatch::restore(states, time);
  // A resumed run may write a checkpoint before its first output.
  last_objective_ = observer_state(states, "last_objective").at(0);
  warned_mass_ = saved_count(states, "mass_watch").value_or(0) > 0;
}

} // namespace rhoflow
