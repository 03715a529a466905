// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/network/activation.h"
#include "rhoflow/time/stage_update.h"
#include "sampling/ensemble_layout.h"

namespace rhoflow {

/// The features of some samples, z[sample][component].
struct SampleFeatures {
  const double *z = nullptr;
  std::size_t n_samples = 0;
};

/// Adds the sums over the particles of @p range, with the weights q_m,
///   F_k(z_i)       = sum_m q_m u_mk sigma0(w_m.z_i + b_m)              at sums[i][k],
///   dF_k/dz_l(z_i) = sum_m q_m u_mk sigma0'(w_m.z_i + b_m) w_ml        at sums[i][n_outer + k d +
///   l]
/// (CLLCC (2) with q_m = 1/M; the factor alpha is the caller's).
///
/// @param values the ensemble, @p weights q, both padded
/// @param sums [sample][layout.n_sums()]
void add_particle_sums(Activation activation, const EnsembleLayout &layout,
                       const ParticleRange &range, const double *values, const double *weights,
                       const SampleFeatures &samples, double *sums);

/// The gradient of Phi(theta) = sum_i sum_k c_ik u_k sigma0(w.z_i + b) at the particles of @p
/// range (CLLCC (13, 14); the factors alpha, beta and 1/n are the caller's, inside c).
///
/// @param coefficients c[sample][n_outer]
/// @param gradient [component][range.size()], overwritten
/// @param laplacian if not null, receives Laplace Phi = sum_ik c_ik u_k sigma0'' (|z_i|^2 + 1) of
///        every particle, [range.size()]
void particle_gradient(Activation activation, const EnsembleLayout &layout,
                       const ParticleRange &range, const double *values,
                       const SampleFeatures &samples, const double *coefficients, double *gradient,
                       double *laplacian = nullptr);

/// One Runge-Kutta stage of d theta/dt = -(grad Phi + decay theta) for the particles of @p range,
/// with the sums of q_m e^2 and q_m out^2 over components and particles.
///
/// @param gradient as particle_gradient() gives it
/// @param in where the gradient was taken @param old u_k of the stage @param out may be one of them
StageSums update_particles(const EnsembleLayout &layout, const ParticleRange &range,
                           const StageUpdate &update, double decay, const double *gradient,
                           const double *weights, const double *in, const double *old, double *out);

/// The same stage for the logarithm of a density that moves with the particles,
///   d ln rho/dt = -div v = Laplace Phi + @p divergence:
/// @param laplacian  as particle_gradient() gives it  @param divergence decay times components
/// @param in,old,out [particle] of the whole ensemble
void update_log_density(const ParticleRange &range, const StageUpdate &update, double divergence,
                        const double *laplacian, const double *in, const double *old, double *out);

/// Sums over the particles of a range.
struct ParticleMoments {
  double second_moment = 0.;   ///< sum_m q_m |theta_m|^2
  double gradient_square = 0.; ///< sum_m q_m |grad Phi + decay theta|^2
};

/// @param gradient as particle_gradient() gives it
ParticleMoments particle_moments(const EnsembleLayout &layout, const ParticleRange &range,
                                 double decay, const double *gradient, const double *weights,
                                 const double *values);

} // namespace rhoflow
