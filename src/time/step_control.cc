// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/time/step_control.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rhoflow {

StepControl::StepControl(double tolerance, unsigned int error_order, double maximal_step)
    : tolerance_(tolerance), exponent_(1. / error_order),
      maximal_step_(maximal_step > 0. ? maximal_step : std::numeric_limits<double>::infinity()),
      // The error estimate takes it from there.
      by_error_(std::cbrt(tolerance) / 8.) {}

double StepControl::propose(double time, double target, double stable_step) const {
  const double left = target - time;
  const double dt = std::min({by_error_, stable_step, maximal_step_});
  if (dt >= left)
    return left;
  // Two equal steps instead of a full one and a sliver.
  return dt > 0.5 * left ? 0.5 * left : dt;
}

bool StepControl::accept(double error, double dt) {
  // Written so that an error that is not a number shortens the step like a very large one.
  const double bounded = error <= 1e300 ? std::max(error, 1e-300) : 1e300;
  const double factor = 0.9 * std::pow(tolerance_ / bounded, exponent_);
  const double next = dt * std::clamp(factor, 0.2, 2.);
  const bool good = error <= tolerance_;
  // A step cut short by an output time says nothing against longer ones.
  by_error_ = good && next < by_error_ && factor > 1. ? by_error_ : next;
  return good;
}

void StepControl::shrink(double dt) {
  by_error_ = 0.5 * dt;
}

} // namespace rhoflow
