// SPDX-License-Identifier: Apache-2.0
#include "data/generators/multi_index.h"

#include "data/gaussian_noise.h"
#include "data/generators/few_directions.h"

#include <cmath>
#include <cstdint>

namespace rhoflow {

DataSet make_multi_index(const DataParameters &parameters, const std::string & /*directory*/) {
  // Not that of the noise of labels, which is Gaussian, too, and starts from the same seed.
  constexpr std::uint64_t other_stream = 0xd6e8feb86659fd93;
  DataSet data = unlabelled_samples(parameters);
  add_gaussian_noise(data.inputs, 1., parameters.seed ^ other_stream);
  for (std::size_t i = 0; i < data.size(); ++i) {
    double product = 1.;
    for (unsigned int k = 0; k < parameters.directions; ++k) {
      product *= data.input(i, k);
      data.labels[i] += product / std::sqrt(parameters.directions);
    }
  }
  return data;
}

} // namespace rhoflow
