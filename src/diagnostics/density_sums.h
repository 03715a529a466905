// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnostics/node_moments.h"
#include "rhoflow/density/inner_mesh.h"

namespace rhoflow {

/// int rho dtheta of one density over the cells of @p moments.
template <int dim>
double total_mass(const InnerMesh<dim> &mesh, const NodeMoments &moments);

/// int |theta|^2 rho dtheta of one density over the cells of @p moments, in the mesh's own (scaled)
/// weights.
template <int dim>
double second_moment(const InnerMesh<dim> &mesh, const NodeMoments &moments);

/// The smallest nodal value of the density itself (not of the stored factor).
template <int dim>
double smallest_value(const DensitySpace<dim> &space, const LocalCells &cells,
                      const AlignedVector &density);

} // namespace rhoflow
