// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/aligned_vector.h"
#include "sampling/ensemble_layout.h"

#include <cstddef>

namespace rhoflow {

/// Particles with weights: sum_m q_m delta(theta - theta_m) stands for a probability density.
struct ParticleEnsemble {
  EnsembleLayout layout;
  AlignedVector weights; ///< q_m >= 0 with sum one, zero in the padding; 1/M for a plain network
};

/// The equal weights 1/M, padded.
AlignedVector equal_weights(std::size_t n_particles);

} // namespace rhoflow
