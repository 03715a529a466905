// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/density_space.h"
#include "rhoflow/density/grid_field.h"
#include "rhoflow/network/noise_parameters.h"

#include <vector>

namespace rhoflow {

/// The Gibbs density of a potential Phi = u.phi(q),
///   rho ~ exp( -(u.phi + (mu/2) (|u|^2 + |q|^2)) / kappa ),
/// on the inner grid (model: noise): given q the outer weights are Gaussian with mean -phi/mu and
/// variance kappa/mu, and the marginal of q is ~ exp( |phi|^2/(2 mu kappa) - mu |q|^2/(2 kappa) ).
/// Integrals are the quadrature of the mesh.
struct GibbsDensity {
  AlignedVector marginal;     ///< of q, on the grid; its integral is 1
  GridField moments;          ///< [component]: -phi/mu x marginal, times quadrature weight
  double second_moment = 0.;  ///< int |theta|^2 rho
  double log_partition = 0.;  ///< ln of the integral of exp(...) over all weights
  double potential_part = 0.; ///< int Phi rho

  /// (mu/2) int |theta|^2 rho + kappa int rho ln rho, in which the squares of the weights cancel.
  double confinement_and_entropy(double temperature) const {
    return -potential_part - temperature * log_partition;
  }
};

/// Quadrature weights of the distinct nodes of a mesh, on its grid; zero in the padding.
template <int dim>
AlignedVector grid_weights(const InnerMesh<dim> &mesh);

/// @param weights as grid_weights() gives them
/// @pre temperature and confinement of @p noise are positive
GibbsDensity gibbs_density(const TensorGrid &grid, const AlignedVector &weights,
                           const GridField &phi, const Noise &noise);

/// The values of a whole density on @p space: the marginal times the Gaussian of the outer weights
/// in the basis of the space.
template <int dim>
AlignedVector gibbs_values(const DensitySpace<dim> &space, const GibbsDensity &gibbs,
                           const GridField &phi, const Noise &noise);

} // namespace rhoflow
