// SPDX-License-Identifier: Apache-2.0
#include "data/input_noise.h"

#include "data/gaussian_noise.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace rhoflow {

void add_input_noise(DataSet &data, double deviation, unsigned int seed) {
  // The constant keeps the noise independent of random positions and of label noise, which start
  // from the same seed.
  constexpr std::uint64_t other_stream = 0xbf58476d1ce4e5b9;
  add_gaussian_noise(data.inputs, deviation, seed ^ other_stream);
}

double unit_disk_factor(const DataSet &data) {
  double farthest = 0;
  for (std::size_t i = 0; i < data.size(); ++i) {
    double square = 0;
    for (unsigned int k = 0; k < data.dimension; ++k)
      square += data.input(i, k) * data.input(i, k);
    farthest = std::max(farthest, std::sqrt(square));
  }
  return farthest > 1 ? 1 / farthest : 1;
}

void scale_inputs(DataSet &data, double factor) {
  for (double &x : data.inputs)
    x *= factor;
}

} // namespace rhoflow
