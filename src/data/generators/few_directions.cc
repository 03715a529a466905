// SPDX-License-Identifier: Apache-2.0
#include "data/generators/few_directions.h"

#include "rhoflow/base/errors.h"

#include <string>

namespace rhoflow {

DataSet unlabelled_samples(const DataParameters &parameters) {
  if (parameters.directions > parameters.inputs)
    throw InputError("Data/Directions = " + std::to_string(parameters.directions) +
                     ": more than Data/Inputs = " + std::to_string(parameters.inputs) +
                     "; lower it or raise Data/Inputs");
  DataSet data;
  data.dimension = parameters.inputs;
  data.inputs.assign(std::size_t(parameters.samples) * parameters.inputs, 0.);
  data.labels.assign(parameters.samples, 0.);
  return data;
}

} // namespace rhoflow
