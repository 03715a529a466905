// SPDX-License-Identifier: Apache-2.0
#include "data/generators/polynomial.h"
#include "data/generators/uniform_inputs.h"

namespace rhoflow {

DataSet make_polynomial(const DataParameters &parameters, const std::string & /*directory*/) {
  const std::vector<double> &c = parameters.coefficients;
  DataSet data = uniform_inputs(parameters.samples);
  for (std::size_t i = 0; i < data.size(); ++i) {
    double y = 0;
    for (auto c_k = c.rbegin(); c_k != c.rend(); ++c_k) // Horner's rule
      y = y * data.inputs[i] + *c_k;
    data.labels[i] = y;
  }
  return data;
}

} // namespace rhoflow
