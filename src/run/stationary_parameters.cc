// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/run/stationary_parameters.h"

#include "parameters/parameter_section.h"

namespace rhoflow {

void StationaryParameters::add_parameters(dealii::ParameterHandler &handler) {
  ParameterSection section(handler, "Stationary");
  section.add("Starts", starts,
              "rhoflow-stationary: from how many potentials the limit is looked for. The first "
              "follows the limit from a weak loss to the given one, the others are random.",
              1, 1000);
  section.add("Iterations", iterations,
              "rhoflow-stationary: most evaluations of the network for one start.", 1, 1000000);
  section.add("Tolerance", tolerance,
              "rhoflow-stationary: residual of the fixed point, relative to features, adjoints and "
              "residuals.",
              1e-14, 1e-2);
  section.add("Seed", seed, "rhoflow-stationary: seed of the random starts.", 0);
}

} // namespace rhoflow
