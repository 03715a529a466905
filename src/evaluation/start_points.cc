// SPDX-License-Identifier: Apache-2.0
#include "evaluation/start_points.h"

namespace rhoflow {

StartPoints start_points(const RecordedDensity &density, const LatticeRule &lattice,
                         const LatticeShift &shift, double spread) {
  const unsigned int n = density.n_components(), n_outer = density.n_outer();
  LatticeWeights weights;
  weights.spread = spread;
  const QuadraturePoints quadrature = mixture_points(
      lattice_points(lattice, shift, weights, n_outer, n - n_outer - 1), density.start());
  const EnsembleLayout &layout = quadrature.ensemble.layout;
  StartPoints result;
  for (std::size_t m = 0; m < layout.n_particles; ++m) {
    result.weights.push_back(quadrature.ensemble.weights[m]);
    for (unsigned int c = 0; c < n; ++c)
      result.points.push_back(quadrature.values[c * layout.stride() + m]);
  }
  return result;
}

} // namespace rhoflow
