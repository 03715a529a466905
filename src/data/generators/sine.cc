// SPDX-License-Identifier: Apache-2.0
#include "data/generators/sine.h"
#include "data/generators/uniform_inputs.h"

#include <cmath>

namespace rhoflow {

DataSet make_sine(const DataParameters &parameters, const std::string & /*directory*/) {
  const double pi = std::acos(-1.);
  DataSet data = uniform_inputs(parameters.samples);
  for (std::size_t i = 0; i < data.size(); ++i)
    data.labels[i] = std::sin(pi * parameters.frequency * data.inputs[i]);
  return data;
}

} // namespace rhoflow
