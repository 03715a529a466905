// SPDX-License-Identifier: Apache-2.0
#include "data/gaussian_noise.h"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>

namespace rhoflow {

void add_gaussian_noise(std::vector<double> &values, double deviation, std::uint64_t seed) {
  // The standard leaves the algorithm of its distributions open; Boost's is the same everywhere.
  boost::random::mt19937_64 engine(seed);
  boost::random::normal_distribution<double> gaussian;
  for (double &value : values)
    value += deviation * gaussian(engine);
}

} // namespace rhoflow
