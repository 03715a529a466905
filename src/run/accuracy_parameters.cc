// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/run/accuracy_parameters.h"

#include "parameters/parameter_section.h"

namespace rhoflow {

void AccuracyParameters::add_parameters(dealii::ParameterHandler &handler) {
  ParameterSection section(handler, "Accuracy");
  section.add(
      "Estimate", estimate,
      "rhoflow, rhoflow-points: estimate the errors of a run whose resolution is given by coarse "
      "companions: errors.csv and, for densities, the columns ..._error. They are some dozen "
      "runs and take about a third of its time, on points a fifth. The start of a run waits "
      "for them; a part with --resume goes on with what they said.");
  section.add("Loss", loss,
              "rhoflow, rhoflow-points: relative error of the loss that is allowed at every output "
              "time (relative "
              "to the loss, or to a thousandth of that at the start where it is less). The program "
              "then chooses Weights/Outer nodes, Head outer nodes, Inner cells, Inner degree and "
              "Half width, or Points/Number and Head number, and Depth/Nodes of the rule gauss and "
              "Time/Tolerance "
              "by trial runs, whatever these keys are set to. 0: they are taken as they are.",
              0., 1.);
  section.add("Predictions", predictions,
              "The same for the predictions at the samples: root mean square of their error over "
              "that of the predictions or the labels, whichever is larger.",
              0., 1.);
  section.add("Memory", memory,
              "Most memory of a run whose resolution the program chooses, in GiB. 0: what the "
              "machine has.",
              0.);
  section.add("Seconds", seconds,
              "Most seconds of a run whose resolution the program chooses, as estimated from the "
              "trial runs. 0: any number.",
              0.);
}

} // namespace rhoflow
