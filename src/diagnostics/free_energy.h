// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/density.h"
#include "rhoflow/density/grid_field.h"

namespace rhoflow {

/// int rho ln rho dtheta of one density over the cells of this process, by the nodes' quadrature;
/// dimensionless. Where a density is slightly negative its magnitude stands in the logarithm.
template <int dim>
double integrate_entropy(const Density<dim> &density);

/// -int (dF/drho) d_t rho dtheta of one density over the cells of this process: what it does to
/// -dF/dt, with
///   dF/drho = Phi + (mu/2) |theta|^2 + kappa ln rho,  Phi = u.phi
/// and the quadrature of integrate_entropy(). The sum over all densities, weighted as in F, is
/// -dF/dt of the semi-discrete scheme exactly (model: dF/dt = -int rho |grad dF/drho|^2).
/// @param phi  on the inner grid  @param rate d_t rho, the values' layout
template <int dim>
double free_energy_descent(const Density<dim> &density, const GridField &phi,
                           const AlignedVector &rate);

/// -int Phi d_t rho dtheta of one density over the cells of this process: what it does to -dE/dt,
/// of the semi-discrete scheme exactly (see free_energy_descent()).
template <int dim>
double loss_descent(const Density<dim> &density, const GridField &phi, const AlignedVector &rate);

} // namespace rhoflow
