// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "depth/vector_field.h"
#include "diagnostics/node_moments.h"
#include "rhoflow/density/inner_mesh.h"

namespace rhoflow {

/// int |grad Phi + 2 r theta|^2 rho dtheta of one density over the cells of @p moments with Phi =
/// u.phi (CLLCC Thm 4.1; with a regulariser DCLW's, r = lambda e^{-t}).
///
/// The gradient in the inner weights is that of the interpolated potential, the same that moves the
/// density, so that without regulariser the sum over the densities is -dE/dt of the semi-discrete
/// scheme exactly. In scaled weights theta = l xi: grad_theta Phi has the outer part phi and the
/// inner part sum_k u_k grad_xi phi_k in terms of xi.
///
/// @param phi the potential on the inner grid  @param length_scale l  @param strength r
template <int dim>
double dissipation(const InnerMesh<dim> &mesh, const GridField &phi, const NodeMoments &moments,
                   double length_scale, double strength);

} // namespace rhoflow
