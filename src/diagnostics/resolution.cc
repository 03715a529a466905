// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/resolution.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

namespace {

/// Weights of the outer nodes in the natural norm of the basis (for the outer modes).
template <int dim>
std::vector<double> outer_norm_weights(const DensitySpace<dim> &space) {
  std::vector<double> weights(space.n_outer(), 1.);
  for (std::size_t j = 0; j < space.n_outer(); ++j)
    for (unsigned int k = 0; k < space.n_components(); ++k)
      weights[j] *= space.basis().norm_weights()[space.outer_index(j, k)];
  return weights;
}

/// Energy of the monitored outer modes at one node, the largest over the outer directions.
template <int dim>
void add_outer_energy(const DensitySpace<dim> &space, const std::vector<double> &norm,
                      const double *row, double weight, std::vector<double> &high) {
  const OuterBasis::Modes &modes = space.basis().modes();
  const std::size_t n = space.basis().n_nodes();
  std::size_t step = 1;
  for (unsigned int k = 0; k < space.n_components(); ++k, step *= n)
    for (std::size_t j = 0; j < space.n_outer(); ++j) {
      if (space.outer_index(j, k) != 0)
        continue;
      // Norm weight of the line's other directions.
      const double across = norm[j] / space.basis().norm_weights()[0];
      for (std::size_t mode = 0; mode < modes.n_modes; ++mode) {
        if (!modes.is_high[mode])
          continue;
        double coefficient = 0.;
        for (std::size_t i = 0; i < n; ++i)
          coefficient += modes.functional[mode * n + i] * row[j + i * step];
        high[k] += weight * across * coefficient * coefficient;
      }
    }
}

} // namespace

Resolution ResolutionEnergies::shares() const {
  return {*std::max_element(high_outer.begin(), high_outer.end()) / total,
          *std::max_element(high_inner.begin(), high_inner.end()) / plain_total};
}

template <int dim>
ResolutionEnergies compute_resolution(const DensitySpace<dim> &space, const LocalCells &cells,
                                      const AlignedVector &density) {
  RHOFLOW_PRECONDITION(density.size() == space.n_values(cells),
                       "the density has the values of the stored cells");
  const InnerMesh<dim> &mesh = space.mesh();
  const CollocationLine &line = mesh.line();
  const unsigned int nodes = mesh.nodes_per_cell(), n = line.n_nodes(), p = line.degree();
  const std::vector<double> norm = outer_norm_weights(space);
  // The inner modes are weighed in the plain L2 norm of the density: the natural norm of the
  // Hermite basis divides by the Gaussian and would show little but the far tails.
  std::vector<double> plain(norm);
  for (std::size_t j = 0; j < space.n_outer(); ++j)
    plain[j] *= space.nodal_factor(j);
  ResolutionEnergies energies;
  energies.high_outer.assign(space.n_components(), 0.);
  energies.high_inner.assign(dim, 0.);
  std::vector<double> coefficient(space.n_outer());
  for (unsigned int c = cells.first; c < cells.last; ++c) {
    const double *cell = density.data() + cells.stored_index(c) * nodes * space.stride();
    for (unsigned int a = 0; a < nodes; ++a) {
      const double *row = cell + a * space.stride();
      const double weight = mesh.weight(c, a);
      for (std::size_t j = 0; j < space.n_outer(); ++j) {
        energies.total += weight * norm[j] * row[j] * row[j];
        energies.plain_total += weight * plain[j] * row[j] * row[j];
      }
      add_outer_energy(space, norm, row, weight, energies.high_outer);
    }
    for (unsigned int d = 0, step = 1; d < dim; ++d, step *= n)
      for (unsigned int a = 0; a < nodes; ++a) {
        if (mesh.local_index(a, d) != 0)
          continue;
        std::fill(coefficient.begin(), coefficient.end(), 0.);
        for (unsigned int b = 0; b < n; ++b)
          for (std::size_t j = 0; j < space.n_outer(); ++j)
            coefficient[j] += line.modal(p, b) * cell[(a + b * step) * space.stride() + j];
        // Weight of the line: that of its first node without the factor along the line.
        const double across = mesh.weight(c, a) / line.weights()[0];
        for (std::size_t j = 0; j < space.n_outer(); ++j)
          energies.high_inner[d] += across * plain[j] * coefficient[j] * coefficient[j];
      }
  }
  return energies;
}

template ResolutionEnergies compute_resolution(const DensitySpace<2> &, const LocalCells &,
                                               const AlignedVector &);
template ResolutionEnergies compute_resolution(const DensitySpace<3> &, const LocalCells &,
                                               const AlignedVector &);

} // namespace rhoflow
