// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/time/time_parameters.h"

#include "parameters/parameter_section.h"

namespace rhoflow {

void TimeParameters::add_parameters(dealii::ParameterHandler &handler) {
  ParameterSection section(handler, "Time");
  section.add("End time", end_time, "T: training time at which the run ends. Dimensionless.", 1e-12,
              1e9);
  section.add("Tolerance", tolerance,
              "Largest relative error of one step, from the embedded Runge-Kutta method, in "
              "the natural norm of the densities.",
              1e-13, 0.1);
  section.add("Output interval", output_interval,
              "Training time between two lines of statistics and two sets of fields; the "
              "times are met exactly.",
              1e-9, 1e9);
  section.add(
      "Loss may rise", loss_may_rise,
      "Whether a run counts as done (exit status 0) whose loss, with a regulariser whose "
      "objective, rose by more than a hundred times the tolerance of its value at the start.");
  section.add("Maximal step", maximal_step,
              "Upper bound of the step size besides stability and tolerance; 0: none.", 0.);
}

} // namespace rhoflow
