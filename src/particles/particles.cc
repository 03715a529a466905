// SPDX-License-Identifier: Apache-2.0
#include "particles/particles.h"

#include <algorithm>

namespace rhoflow {

std::vector<ParticleTask> particle_tasks(const Particles &particles, std::size_t size) {
  std::vector<ParticleTask> tasks;
  for (std::size_t k = 0; k < particles.n_ensembles(); ++k) {
    const std::size_t n = particles.ensemble(k).layout.stride();
    for (std::size_t begin = 0; begin < n; begin += padded(size))
      tasks.push_back({k, {begin, std::min(begin + padded(size), n)}});
  }
  return tasks;
}

} // namespace rhoflow
