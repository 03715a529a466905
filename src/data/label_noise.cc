// SPDX-License-Identifier: Apache-2.0
#include "data/label_noise.h"

#include "data/gaussian_noise.h"

#include <cstdint>

namespace rhoflow {

void add_label_noise(DataSet &data, double deviation, unsigned int seed) {
  // The constant keeps the noise independent of random labels, which start from the seed itself.
  constexpr std::uint64_t other_stream = 0x9e3779b97f4a7c15;
  add_gaussian_noise(data.labels, deviation, seed ^ other_stream);
}

} // namespace rhoflow
