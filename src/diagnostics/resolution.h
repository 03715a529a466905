// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/density_space.h"
#include "rhoflow/density/local_cells.h"

#include <vector>

namespace rhoflow {

/// How well a density is resolved: shares of its energy (a squared norm) in the finest modes, 0 for
/// a smooth density, growing towards 1 as structure reaches the grid. Above `warning_level` a run
/// warns.
struct Resolution {
  static constexpr double warning_level = 1e-3;
  /// Share of the top third of the Hermite spectrum, or of the top Legendre mode of the outer
  /// finite elements, in the natural norm of the basis.
  double outer = 0.;
  /// Share of the highest degree in q in int rho^2, the largest of the directions.
  double inner = 0.;
};

/// The energies whose shares these are, over some of the cells; they add up.
struct ResolutionEnergies {
  std::vector<double> high_outer; ///< monitored outer modes, per outer direction
  std::vector<double> high_inner; ///< highest degree in q, per inner direction
  double total = 0.;              ///< all, in the natural norm
  double plain_total = 0.;        ///< int rho^2

  Resolution shares() const;
};

/// @param density  the values of the stored cells of @p cells
template <int dim>
ResolutionEnergies compute_resolution(const DensitySpace<dim> &space, const LocalCells &cells,
                                      const AlignedVector &density);

} // namespace rhoflow
