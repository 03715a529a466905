#include "rhoflow/diagnostics/node_moments.h"

namespace rhoflow {

template <int dim>
NodeMoments compute_node_moments(const DensitySpace<dim> &space, const LocalCells &cells,
                                 const AlignedVector &density) {
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
  for (std::size_t node = 0; node < n_nodes; ++node) {
    const double *row = first + node * space.stride();
    for (std::size_t j = 0; j < space.n_outer(); ++j) {
      const double mass = space.weight()[j] * row[j];
      moments.zeroth[node] += mass;
      for (unsigned int k = 0; k < n; ++k) {
        const double u = space.coordinate(k)[j];
        moments.first[node * n + k] += mass * u;
        for (unsigned int l = 0; l < n; ++l)
          moments.second[(node * n + k) * n + l] += mass * u * space.coordinate(l)[j];
      }
    }
  }
  return moments;
}

template NodeMoments compute_node_moments(const DensitySpace<2> &, const LocalCells &,
                                          const AlignedVector &);
template NodeMoments compute_node_moments(const DensitySpace<3> &, const LocalCells &,
                                          const AlignedVector &);

} // namespace rhoflow
