// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnostics/theory/gram_matrices.h"
#include "particles/particle_training.h"

namespace rhoflow {

/// The Gram matrices of CLLCC (19, 20), as compute_gram_matrices() gives those of densities, by the
/// sums over particles with their weights. Symmetric exactly.
GramMatrices particle_gram_matrices(const ParticleTraining &training);

/// What pooled_gram() makes of several networks.
struct PooledGram {
  GramMatrices gram;             ///< of all particles together
  std::vector<double> residuals; ///< means
};
/// The Gram matrices of the densities that the particles of all @p networks make together: the mean
/// over r of those of the particles of network r, with the means of features and adjoints over the
/// networks in the place of its own. If the networks are R independent samples, what a smooth
/// function of the matrices is off in the mean because of their scatter, which is of second order
/// in it, is R times smaller here than in the mean of the function over the networks.
/// @pre not empty, all of the same sizes and data
PooledGram pooled_gram(const std::vector<ParticleTraining> &networks);

} // namespace rhoflow
