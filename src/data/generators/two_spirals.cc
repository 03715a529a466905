// SPDX-License-Identifier: Apache-2.0
#include "data/generators/two_spirals.h"
#include "data/generators/two_classes.h"
#include "rhoflow/base/errors.h"

#include <cmath>
#include <sstream>

namespace rhoflow {

DataSet make_two_spirals(const DataParameters &parameters, const std::string & /*directory*/) {
  const double inner = parameters.inner_radius, outer = parameters.outer_radius;
  if (!(inner < outer)) {
    std::ostringstream message;
    message << "Data/Inner radius = " << inner << ": not below Data/Outer radius = " << outer
            << "; lower it";
    throw InputError(message.str());
  }
  const double full_angle = 2 * std::acos(-1.) * parameters.turns;
  return two_classes(parameters.samples, [&](bool second, unsigned int i, unsigned int count) {
    const double s = (i + 0.5) / count;
    const double radius = (second ? -1. : 1.) * (inner + (outer - inner) * s);
    return std::array<double, 2>{radius * std::cos(full_angle * s),
                                 radius * std::sin(full_angle * s)};
  });
}

} // namespace rhoflow
