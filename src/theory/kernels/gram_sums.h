// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "particles/kernels/particle_sums.h"

namespace rhoflow {

/// Adds to the lower triangle of @p gram, n x n row by row, the sum over the points of @p range
///   sum_m q_m J_i(theta_m) . J_j(theta_m),  J_i = grad_theta( p_i . u sigma0(w.z_i + b) )
///     = sum_m q_m ( p_i.p_j sigma_i sigma_j + (p_i.u)(p_j.u) sigma'_i sigma'_j (z_i.z_j + 1) )
/// (CLLCC (19); with one outer weight and p = 1 that of the head, (20)). n^2 multiplications a
/// point.
///
/// @param values the ensemble, @p weights q, both padded
/// @param adjoint p[sample][n_outer]
void add_gram_sums(Activation activation, const EnsembleLayout &layout, const ParticleRange &range,
                   const double *values, const double *weights, const SampleFeatures &samples,
                   const double *adjoint, double *gram);

} // namespace rhoflow
