// SPDX-License-Identifier: Apache-2.0
#include "data/generators/moons.h"
#include "data/generators/two_classes.h"

#include <cmath>

namespace rhoflow {

DataSet make_moons(const DataParameters &parameters, const std::string & /*directory*/) {
  const double pi = std::acos(-1.), tip_distance = std::sqrt(37.) / 4;
  return two_classes(parameters.samples, [=](bool second, unsigned int i, unsigned int count) {
    const double angle = pi * (i + 0.5) / count, factor = (second ? -1. : 1.) / tip_distance;
    return std::array<double, 2>{factor * (std::cos(angle) - 0.5),
                                 factor * (std::sin(angle) - 0.25)};
  });
}

} // namespace rhoflow
