// SPDX-License-Identifier: Apache-2.0
#include "data/generators/uniform_inputs.h"

namespace rhoflow {

DataSet uniform_inputs(unsigned int samples) {
  DataSet data;
  data.inputs.resize(samples);
  data.labels.resize(samples);
  for (unsigned int i = 0; i < samples; ++i)
    data.inputs[i] = -1. + 2. * (i + 0.5) / samples;
  return data;
}

} // namespace rhoflow
