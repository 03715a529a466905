// SPDX-License-Identifier: Apache-2.0
#include "data/generators/circles.h"
#include "data/generators/two_classes.h"

#include <cmath>

namespace rhoflow {

DataSet make_circles(const DataParameters &parameters, const std::string & /*directory*/) {
  const double pi = std::acos(-1.);
  return two_classes(parameters.samples, [pi](bool second, unsigned int i, unsigned int count) {
    const double radius = second ? 0.5 : 1., angle = 2 * pi * (i + 0.5) / count;
    return std::array<double, 2>{radius * std::cos(angle), radius * std::sin(angle)};
  });
}

} // namespace rhoflow
