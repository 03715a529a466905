// SPDX-License-Identifier: Apache-2.0
#include "data/generators/step.h"
#include "data/generators/uniform_inputs.h"

namespace rhoflow {

DataSet make_step(const DataParameters &parameters, const std::string & /*directory*/) {
  DataSet data = uniform_inputs(parameters.samples);
  for (std::size_t i = 0; i < data.size(); ++i)
    data.labels[i] = data.inputs[i] >= parameters.step_position ? 1. : -1.;
  return data;
}

} // namespace rhoflow
