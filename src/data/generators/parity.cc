// SPDX-License-Identifier: Apache-2.0
#include "data/generators/parity.h"

#include "data/generators/few_directions.h"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_01.hpp>

namespace rhoflow {

DataSet make_parity(const DataParameters &parameters, const std::string & /*directory*/) {
  DataSet data = unlabelled_samples(parameters);
  // The standard leaves the algorithm of its distributions open; Boost's is the same everywhere.
  boost::random::mt19937_64 engine(parameters.seed);
  boost::random::uniform_01<double> uniform;
  for (double &x : data.inputs)
    x = uniform(engine) < 0.5 ? -1. : 1.;
  for (std::size_t i = 0; i < data.size(); ++i) {
    data.labels[i] = 1.;
    for (unsigned int k = 0; k < parameters.directions; ++k)
      data.labels[i] *= data.input(i, k);
  }
  return data;
}

} // namespace rhoflow
