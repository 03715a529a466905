// SPDX-License-Identifier: Apache-2.0
#include "data/generators/two_classes.h"
#include "rhoflow/base/errors.h"

#include <string>

namespace rhoflow {

DataSet two_classes(unsigned int samples, const ClassPoint &point) {
  if (samples < 2)
    throw InputError("Data/Samples = " + std::to_string(samples) +
                     ": two classes need two samples at least; give more");
  DataSet data;
  data.dimension = 2;
  data.inputs.reserve(2 * std::size_t(samples));
  data.labels.reserve(samples);
  for (const bool second : {false, true}) {
    const unsigned int count = second ? samples / 2 : samples - samples / 2;
    for (unsigned int i = 0; i < count; ++i) {
      const std::array<double, 2> x = point(second, i, count);
      data.inputs.insert(data.inputs.end(), x.begin(), x.end());
      data.labels.push_back(second ? 1. : -1.);
    }
  }
  return data;
}

} // namespace rhoflow
