// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnostics/resolution.h"
#include "particles/particle_training.h"
#include "rhoflow/mean_field/flow_state.h"
#include "statistics/fit.h"

#include <vector>

namespace rhoflow {

/// What the columns of statistics.csv are made of, for densities and finite networks alike: one
/// pass over the weights, shared by all columns. All quantities but wall_time are dimensionless.
struct Measures {
  /// One depth node or layer, or the head.
  struct Part {
    bool is_head = false;
    double weight = 1.;        ///< b_j, of integrals over the depth
    double second_moment = 0.; ///< int |theta|^2 rho
    double dissipation = 0.;   ///< int |velocity|^2 rho; 0 for what is not trained
    double confinement = 0.;   ///< mu
    double entropy = 0.;       ///< kappa int rho ln rho; 0 for finite networks
  };
  std::vector<Part> parts;
  unsigned long step = 0;
  double time = 0., last_step = 0., loss = 0.;
  double strength = 0.;  ///< r = lambda e^{-t} of the regulariser
  double wall_time = 0.; ///< seconds
  Fit fit;
  /// Errors of the discretization, absolute; nan where they are not known.
  struct Errors {
    double loss = Fit::nothing, second_moment_encoder = Fit::nothing,
           second_moment_head = Fit::nothing, dissipation = Fit::nothing, entropy = Fit::nothing;
  } errors;

  /// int_0^1 int |theta|^2 rho dtheta ds.
  double second_moment_encoder() const;
  /// int |omega|^2 tau; 0 for a fixed head.
  double second_moment_head() const;
  /// -d/dt of the objective: int |velocity|^2 rho, depth mean and head, and what the regulariser
  /// loses by its own decay, r second_moment_encoder().
  double dissipation() const;
  /// lambda e^{-t} int int |theta|^2 rho ds, or (mu/2) times the second moments of encoder and
  /// head.
  double regularization() const;
  /// kappa times the integrals of rho ln rho, depth mean and head.
  double entropy() const;
};

/// Of densities, with what only a grid has.
template <int dim>
struct DensityMeasures : Measures {
  const FlowState<dim> &state;
  std::vector<double> masses;       ///< [density]
  std::vector<double> start_masses; ///< the same at the start of the run
  double smallest_value = 0.;       ///< of a nodal value, of any density
  Resolution resolution;            ///< the worst of all densities
};

/// Measures the densities of @p state. Collective.
/// @param start_masses as masses_of() gave them at the start
/// @param rates d_t rho of all densities where there is noise, otherwise empty
template <int dim>
DensityMeasures<dim> measure(const FlowState<dim> &state, const std::vector<double> &start_masses,
                             const DensityList &rates, double wall_time);

/// int rho dtheta of all densities. Collective.
template <int dim>
std::vector<double> masses_of(const FlowState<dim> &state);

/// Of a finite network.
struct ParticleMeasures : Measures {
  const ParticleTraining &training;
};

ParticleMeasures measure(const ParticleTraining &training, double wall_time);

} // namespace rhoflow
