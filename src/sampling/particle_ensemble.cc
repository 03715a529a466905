// SPDX-License-Identifier: Apache-2.0
#include "sampling/particle_ensemble.h"

#include <algorithm>

namespace rhoflow {

AlignedVector equal_weights(std::size_t n_particles) {
  AlignedVector weights(padded(n_particles), 0.);
  std::fill_n(weights.begin(), n_particles, 1. / double(n_particles));
  return weights;
}

} // namespace rhoflow
