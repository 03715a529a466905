// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/errors.h"
#include "rhoflow/time/step_control.h"

#include <limits>
#include <sstream>

namespace rhoflow {

/// What controlled_step() asks of those who take a step.
template <typename Try, typename Keep, typename Drop>
struct StepActions {
  Try attempt; ///< attempt(dt): makes the step beside the state, gives its relative error or throws
               ///< RunError
  Keep keep;   ///< keep(dt, time): the step becomes the state, at @p time
  Drop drop;   ///< drop(): back to the state before
};
template <typename Try, typename Keep, typename Drop>
StepActions(Try, Keep, Drop) -> StepActions<Try, Keep, Drop>;

/// One step of an explicit method without a stability bound, from @p time towards @p target, of the
/// size that @p control finds.
/// @param n_rejected counts those that were dropped
/// @throws RunError if no step size is small enough, or what attempt() throws for a very small one
template <typename Try, typename Keep, typename Drop>
void controlled_step(StepControl &control, double time, double target, unsigned long &n_rejected,
                     const StepActions<Try, Keep, Drop> &actions) {
  constexpr unsigned int max_rejections = 100;
  for (unsigned int trial = 0; trial < max_rejections; ++trial) {
    const double dt = control.propose(time, target, std::numeric_limits<double>::infinity());
    double error = 0.;
    bool finite = true;
    try {
      error = actions.attempt(dt);
    } catch (const RunError &) {
      // A step far too long can leave the range of numbers; a shorter one need not.
      if (trial + 1 == max_rejections || dt < 1e-12)
        throw;
      finite = false;
    }
    if (finite && control.accept(error, dt)) {
      // Output times are met exactly, not up to the rounding of a sum.
      actions.keep(dt, dt == target - time ? target : time + dt);
      return;
    }
    if (!finite)
      control.shrink(dt);
    ++n_rejected;
    actions.drop();
  }
  std::ostringstream message;
  message << "t = " << time << ": no step size satisfies Time/Tolerance; raise the tolerance";
  throw RunError(message.str());
}

} // namespace rhoflow
