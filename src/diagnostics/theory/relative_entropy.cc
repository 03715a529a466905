// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/theory/relative_entropy.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rhoflow {

namespace {

/// ln of a sum of exponentials over the components, for all outer nodes.
void mix_components(const std::vector<AlignedVector> &outer, const std::vector<double> &shift,
                    AlignedVector &mixed) {
  for (std::size_t j = 0; j < mixed.size(); ++j) {
    double largest = -std::numeric_limits<double>::infinity(), sum = 0.;
    for (std::size_t c = 0; c < outer.size(); ++c)
      largest = std::max(largest, outer[c][j] + shift[c]);
    for (std::size_t c = 0; c < outer.size(); ++c)
      sum += std::exp(outer[c][j] + shift[c] - largest);
    mixed[j] = largest + std::log(sum);
  }
}

} // namespace

template <int dim>
StartComparison compare_with_start(const DensitySpace<dim> &space, const LocalCells &cells,
                                   const AlignedVector &density, const StartMeasure<dim> &start,
                                   const typename StartMeasure<dim>::View &view) {
  RHOFLOW_PRECONDITION(density.size() == space.n_values(cells),
                       "the density has the values of the stored cells");
  const InnerMesh<dim> &mesh = space.mesh();
  const unsigned int nodes = mesh.nodes_per_cell();
  const std::size_t n_mixed = view.outer.size();
  AlignedVector mixed(space.stride());
  std::vector<double> shift(n_mixed);
  StartComparison result;
  result.smallest_ratio = std::numeric_limits<double>::infinity();
  for (unsigned int c = cells.first; c < cells.last; ++c)
    for (unsigned int a = 0; a < nodes; ++a) {
      view.shift_at(mesh, c, a, shift);
      double room = start.ball_square();
      for (unsigned int x = 0; x < dim; ++x)
        room -= view.inner_square[view.axis_index(mesh, c, a, x)];
      const double *row = density.data() + (cells.stored_index(c) * nodes + a) * space.stride();
      const bool one = n_mixed == 1;
      if (!one)
        mix_components(view.outer, shift, mixed);
      compare_row(row, space.stride(), space.weight().data(),
                  one ? view.outer[0].data() : mixed.data(), one ? shift[0] : 0.,
                  view.outer_square.data(), room, mesh.weight(c, a), result);
    }
  return result;
}

double lower_entropy_bound(const StartComparison &comparison) {
  return comparison.entropy - std::log1p(2. * comparison.negative_mass);
}

double estimate_entropy(const StartComparison &comparison) {
  return 0.5 * (comparison.entropy + lower_entropy_bound(comparison));
}

template StartComparison compare_with_start(const DensitySpace<2> &, const LocalCells &,
                                            const AlignedVector &, const StartMeasure<2> &,
                                            const StartMeasure<2>::View &);
template StartComparison compare_with_start(const DensitySpace<3> &, const LocalCells &,
                                            const AlignedVector &, const StartMeasure<3> &,
                                            const StartMeasure<3>::View &);

} // namespace rhoflow
