// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnostics/theory/flow_rates.h"
#include "particles/particle_training.h"
#include "rhoflow/density/gaussian_mixture.h"

#include <vector>

namespace rhoflow {

/// What all densities of a run on points started from.
struct PointStarts {
  GaussianMixture encoder, head; ///< the latter for a trained head

  /// Of the head or of the encoder.
  const GaussianMixture &of(bool is_head) const { return is_head ? head : encoder; }
};

/// The rates of every density by the points of one shift, as FlowRates has them on a grid: with the
/// velocity v = -grad Phi - decay theta and the weights q_m of the points
///   int |v|^2 rho                = sum_m q_m |v(theta_m)|^2,
///   d/dt KL(rho_t | rho_0)       = -int (div v + v . grad ln rho_0) rho
///     = sum_m q_m ( Laplace Phi + decay D + (grad Phi + decay theta_m) . grad ln rho_0(theta_m) )
/// for D weights (derived here from the continuity equation of DCLW2 and CLLCC; in training time,
/// otherwise dimensionless). Zero for what is not trained.
/// @pre the particles carry a density
std::vector<DensityRates> point_rates(const ParticleTraining &shift, const PointStarts &starts);

/// int |v|^2 rho of every density by the points of @p shift, v with the potentials of @p state.
std::vector<double> squared_speeds(const ParticleTraining &shift, const SampleState &state);

} // namespace rhoflow
