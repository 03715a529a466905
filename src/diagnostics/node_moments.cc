#include "rhoflow/diagnostics/node_moments.h"

namespace rhoflow {

template <int dim>
NodeMoments compute_node_moments(const DensitySpace<dim> &space, const AlignedVector &density) {
  NodeMoments moments;
  const unsigned int n = space.n_components();
  const std::size_t n_nodes = space.mesh().n_nodes();
  moments.n_components = n;
  moments.zeroth.assign(n_nodes, 0.);
  moments.first.assign(n_nodes * n, 0.);
  moments.second.assign(n_nodes * n * n, 0.);
  for (std::size_t node = 0; node < n_nodes; ++node) {
    const double *row = density.data() + node * space.stride();
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

template NodeMoments compute_node_moments(const DensitySpace<2> &, const AlignedVector &);
template NodeMoments compute_node_moments(const DensitySpace<3> &, const AlignedVector &);

} // namespace rhoflow
