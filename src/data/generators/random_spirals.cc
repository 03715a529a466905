// SPDX-License-Identifier: Apache-2.0
#include "data/generators/random_spirals.h"
#include "data/generators/two_classes.h"
#include "rhoflow/base/errors.h"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_01.hpp>

#include <cmath>
#include <vector>

namespace rhoflow {

DataSet make_random_spirals(const DataParameters &parameters, const std::string & /*directory*/) {
  const double full_angle = 2 * std::acos(-1.) * parameters.turns, noise = parameters.uniform_noise;
  if (!(full_angle > 0))
    throw InputError("Data/Turns = 0: random spirals have no length without a turn; raise it");
  const double factor = parameters.scale_inputs ? 1 / (full_angle + std::sqrt(2.) * noise) : 1.;
  // The standard leaves the algorithm of its distributions open; Boost's is the same everywhere.
  boost::random::mt19937_64 engine(parameters.seed);
  boost::random::uniform_01<double> uniform;
  std::vector<std::array<double, 2>> first_class;
  return two_classes(parameters.samples, [&](bool second, unsigned int i, unsigned int) {
    if (second)
      return std::array<double, 2>{-first_class[i][0], -first_class[i][1]};
    const double angle = full_angle * std::sqrt(uniform(engine));
    const double shift0 = noise * uniform(engine), shift1 = noise * uniform(engine);
    first_class.push_back({factor * (-angle * std::cos(angle) + shift0),
                           factor * (angle * std::sin(angle) + shift1)});
    return first_class.back();
  });
}

} // namespace rhoflow
