// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/aligned_vector.h"
#include "sampling/particle_ensemble.h"

#include <optional>
#include <vector>

namespace rhoflow {

/// One array per layer, ordered by depth, and for a trained head the head's behind them.
using ParticleList = std::vector<AlignedVector>;

/// The finite network of CLLCC (2): as many particles in every layer, and the head's.
struct Particles {
  std::size_t n_layers = 0;
  ParticleEnsemble layer;               ///< shared by all layers
  std::optional<ParticleEnsemble> head; ///< for a trained head
  ParticleList values;                  ///< as ParticleList says
  /// Behind the weights of every ensemble stands the logarithm of a density at every particle,
  /// which moves with it: one more row of stride() numbers.
  bool carries_density = false;

  std::size_t n_ensembles() const { return n_layers + (head ? 1 : 0); }
  /// What the values of ensemble @p k belong to.
  const ParticleEnsemble &ensemble(std::size_t k) const { return k < n_layers ? layer : *head; }
  /// ln rho at the particles of ensemble @p k, [particle]. @pre carries_density
  const double *log_density(std::size_t k) const {
    return values[k].data() + ensemble(k).layout.n_values();
  }
};

/// Cuts ensembles into ranges of at most @p size particles: work items of a parallel loop that do
/// not depend on the number of threads.
struct ParticleTask {
  std::size_t ensemble = 0;
  ParticleRange range;
};
std::vector<ParticleTask> particle_tasks(const Particles &particles, std::size_t size);

} // namespace rhoflow
