// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnostics/theory/gram_matrices.h"
#include "particles/particle_training.h"
#include "points/point_training.h"

namespace rhoflow {

/// The Gram matrices of CLLCC (19, 20), as compute_gram_matrices() gives those of densities, by the
/// sums over particles with their weights. Symmetric exactly.
GramMatrices particle_gram_matrices(const ParticleTraining &training);

/// What pooled_gram() makes of the shifts of a run on points.
struct PooledGram {
  GramMatrices gram;             ///< of all particles together
  std::vector<double> residuals; ///< means
};
/// The Gram matrices of the densities that the points of all shifts make together: the mean over r
/// of those of the points of shift r, with the means of features and adjoints over the shifts in
/// the place of its own. The R shifts are independent samples, so what a smooth function of the
/// matrices is off in the mean because of their scatter, which is of second order in it, is R times
/// smaller here than in the mean of the function over the shifts. Collective.
PooledGram pooled_gram(const PointTraining &training);

} // namespace rhoflow
