// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/node_moments.h"

#include "diagnostics/kernels/dot_rows.h"
#include "rhoflow/base/precondition.h"

namespace rhoflow {

template <int dim>
std::vector<AlignedVector> outer_moment_tables(const DensitySpace<dim> &space) {
  const unsigned int n = space.n_components();
  std::vector<AlignedVector> tables{space.weight()};
  const auto times = [&space](AlignedVector table, unsigned int k) {
    for (std::size_t j = 0; j < table.size(); ++j)
      table[j] *= space.coordinate(k)[j];
    return table;
  };
  for (unsigned int k = 0; k < n; ++k)
    tables.push_back(times(space.weight(), k));
  for (unsigned int k = 0; k < n; ++k)
    for (unsigned int l = k; l < n; ++l)
      tables.push_back(times(times(space.weight(), k), l));
  return tables;
}

template <int dim>
NodeMoments compute_node_moments(const DensitySpace<dim> &space, const LocalCells &cells,
                                 const AlignedVector &density) {
  RHOFLOW_PRECONDITION(density.size() == space.n_values(cells),
                       "the density has the values of the stored cells");
  NodeMoments moments;
  const unsigned int n = space.n_components();
  const std::size_t nodes = space.mesh().nodes_per_cell(), n_nodes = cells.size() * nodes;
  const double *const first =
      density.data() + cells.stored_index(cells.first) * nodes * space.stride();
  moments.n_components = n;
  moments.cells = cells;
  moments.zeroth.assign(n_nodes, 0.);
  moments.first.assign(n_nodes * n, 0.);
  moments.second.assign(n_nodes * n * n, 0.);
  const std::vector<AlignedVector> tables = outer_moment_tables(space);
  std::vector<double> sums(n_nodes * tables.size());
  dot_rows(first, n_nodes, space.stride(), tables, sums.data());
  for (std::size_t node = 0; node < n_nodes; ++node) {
    const double *at_node = sums.data() + node * tables.size();
    moments.zeroth[node] = *at_node++;
    for (unsigned int k = 0; k < n; ++k)
      moments.first[node * n + k] = *at_node++;
    for (unsigned int k = 0; k < n; ++k)
      for (unsigned int l = k; l < n; ++l, ++at_node)
        moments.second[(node * n + k) * n + l] = moments.second[(node * n + l) * n + k] = *at_node;
  }
  return moments;
}

template std::vector<AlignedVector> outer_moment_tables(const DensitySpace<2> &);
template std::vector<AlignedVector> outer_moment_tables(const DensitySpace<3> &);
template NodeMoments compute_node_moments(const DensitySpace<2> &, const LocalCells &,
                                          const AlignedVector &);
template NodeMoments compute_node_moments(const DensitySpace<3> &, const LocalCells &,
                                          const AlignedVector &);

} // namespace rhoflow
