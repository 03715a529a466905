#pragma once

#include "rhoflow/density/density_space.h"

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

template <int dim>
Resolution compute_resolution(const DensitySpace<dim> &space, const AlignedVector &density);

} // namespace rhoflow
