// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/density_sums.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <limits>

namespace rhoflow {

template <int dim>
double total_mass(const InnerMesh<dim> &mesh, const NodeMoments &moments) {
  double mass = 0.;
  const unsigned int nodes = mesh.nodes_per_cell();
  for (unsigned int c = moments.cells.first; c < moments.cells.last; ++c)
    for (unsigned int a = 0; a < nodes; ++a)
      mass += mesh.weight(c, a) * moments.zeroth[moments.cells.index(c) * nodes + a];
  return mass;
}

template <int dim>
double second_moment(const InnerMesh<dim> &mesh, const NodeMoments &moments) {
  double total = 0.;
  const unsigned int nodes = mesh.nodes_per_cell(), n = moments.n_components;
  for (unsigned int c = moments.cells.first; c < moments.cells.last; ++c)
    for (unsigned int a = 0; a < nodes; ++a) {
      const std::size_t node = moments.cells.index(c) * nodes + a;
      double square = 0.;
      for (unsigned int k = 0; k < dim; ++k)
        square += mesh.coordinate(c, a, k) * mesh.coordinate(c, a, k);
      double value = square * moments.zeroth[node];
      for (unsigned int k = 0; k < n; ++k)
        value += moments.second[(node * n + k) * n + k];
      total += mesh.weight(c, a) * value;
    }
  return total;
}

template <int dim>
double smallest_value(const DensitySpace<dim> &space, const LocalCells &cells,
                      const AlignedVector &density) {
  RHOFLOW_PRECONDITION(density.size() == space.n_values(cells),
                       "the density has the values of the stored cells");
  const std::size_t nodes = space.mesh().nodes_per_cell();
  const std::size_t begin = cells.stored_index(cells.first) * nodes;
  double smallest = std::numeric_limits<double>::max();
  for (std::size_t node = begin; node < begin + cells.size() * nodes; ++node)
    for (std::size_t j = 0; j < space.n_outer(); ++j)
      smallest = std::min(smallest, space.nodal_factor(j) * density[node * space.stride() + j]);
  return smallest;
}

template double total_mass(const InnerMesh<2> &, const NodeMoments &);
template double total_mass(const InnerMesh<3> &, const NodeMoments &);
template double second_moment(const InnerMesh<2> &, const NodeMoments &);
template double second_moment(const InnerMesh<3> &, const NodeMoments &);
template double smallest_value(const DensitySpace<2> &, const LocalCells &, const AlignedVector &);
template double smallest_value(const DensitySpace<3> &, const LocalCells &, const AlignedVector &);

} // namespace rhoflow
