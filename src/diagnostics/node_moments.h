// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/density_space.h"
#include "rhoflow/density/local_cells.h"

#include <vector>

namespace rhoflow {

/// Outer moments of one density at every inner node:
///   zeroth = int rho du, first_k = int u_k rho du, second_kl = int u_k u_l rho du.
/// Everything the diagnostics need of the outer weights; one pass over the density. The nodes are
/// those of the cells that this process works on.
struct NodeMoments {
  unsigned int n_components = 1;
  LocalCells cells;
  std::vector<double> zeroth; ///< [node]
  std::vector<double> first;  ///< [node][k]
  std::vector<double> second; ///< [node][k][l]
};

/// Tables over the outer nodes of @p space whose dot products with the values of an inner node give
/// int rho du, int u_k rho du and int u_k u_l rho du (k <= l, k first), in this order.
template <int dim>
std::vector<AlignedVector> outer_moment_tables(const DensitySpace<dim> &space);

/// @param density  the values of the stored cells of @p cells
template <int dim>
NodeMoments compute_node_moments(const DensitySpace<dim> &space, const LocalCells &cells,
                                 const AlignedVector &density);

/// The same for a whole density.
template <int dim>
NodeMoments compute_node_moments(const DensitySpace<dim> &space, const AlignedVector &density) {
  return compute_node_moments(space, LocalCells::all(space.mesh().n_cells()), density);
}

} // namespace rhoflow
