// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnostics/theory/gram_matrices.h"
#include "particles/particle_training.h"

namespace rhoflow {

/// The Gram matrices of CLLCC (19, 20), as compute_gram_matrices() gives those of densities, by the
/// sums over particles with their weights. Symmetric exactly.
GramMatrices particle_gram_matrices(const ParticleTraining &training);

} // namespace rhoflow
