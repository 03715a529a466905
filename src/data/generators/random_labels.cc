// SPDX-License-Identifier: Apache-2.0
#include "data/generators/random_labels.h"
#include "data/generators/uniform_inputs.h"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_01.hpp>

namespace rhoflow {

DataSet make_random_labels(const DataParameters &parameters, const std::string & /*directory*/) {
  DataSet data = uniform_inputs(parameters.samples);
  // The standard leaves the algorithm of its distributions open; Boost's is the same everywhere.
  boost::random::mt19937_64 engine(parameters.seed);
  boost::random::uniform_01<double> uniform;
  const bool signs = parameters.random_labels == RandomLabels::signs;
  for (double &label : data.labels) {
    const double y = 2. * uniform(engine) - 1.;
    label = signs ? (y < 0. ? -1. : 1.) : y;
  }
  return data;
}

} // namespace rhoflow
