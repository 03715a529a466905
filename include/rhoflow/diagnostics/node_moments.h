#pragma once

#include "rhoflow/density/density_space.h"

#include <vector>

namespace rhoflow {

/// Outer moments of one density at every inner node:
///   zeroth = int rho du, first_k = int u_k rho du, second_kl = int u_k u_l rho du.
/// Everything the diagnostics need of the outer weights; one pass over the density.
struct NodeMoments {
  unsigned int n_components = 1;
  std::vector<double> zeroth; ///< [node]
  std::vector<double> first;  ///< [node][k]
  std::vector<double> second; ///< [node][k][l]
};

template <int dim>
NodeMoments compute_node_moments(const DensitySpace<dim> &space, const AlignedVector &density);

} // namespace rhoflow
