// SPDX-License-Identifier: Apache-2.0
#include "data/generators/xor.h"
#include "data/generators/two_classes.h"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_01.hpp>

#include <cmath>

namespace rhoflow {

DataSet make_xor(const DataParameters &parameters, const std::string & /*directory*/) {
  // The standard leaves the algorithm of its distributions open; Boost's is the same everywhere.
  boost::random::mt19937_64 engine(parameters.seed);
  boost::random::uniform_01<double> uniform;
  const double half_width = std::sqrt(0.5);
  return two_classes(parameters.samples, [&](bool second, unsigned int i, unsigned int) {
    // uniform() is below one, so no point lies on an axis, where the label would not be defined.
    const double x0 = half_width * (1. - uniform(engine)), x1 = half_width * (1. - uniform(engine));
    const double side = i % 2 == 0 ? 1. : -1.;
    return std::array<double, 2>{side * x0, (second ? -side : side) * x1};
  });
}

} // namespace rhoflow
