// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/nodal_marginals.h"

#include "base/parallel_loop.h"
#include "diagnostics/tensor_evaluation.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <utility>

namespace rhoflow {

namespace {

/// Quadrature weight of a node along one direction.
template <int dim>
double line_weight(const InnerMesh<dim> &mesh, unsigned int cell, unsigned int a,
                   unsigned int direction) {
  return mesh.extent(cell, direction) * mesh.line().weights()[mesh.local_index(a, direction)];
}

void add(std::vector<double> &total, const std::vector<double> &part) {
  for (std::size_t i = 0; i < total.size(); ++i)
    total[i] += part[i];
}

} // namespace

template <int dim>
NodalMarginals<dim>::NodalMarginals(const DensitySpace<dim> &space, const LocalCells &local,
                                    const AlignedVector &density)
    : n_outer_(space.n_components()), inner_(space.mesh().n_nodes(), 0.) {
  RHOFLOW_PRECONDITION(density.size() == space.n_values(local),
                       "the density has the values of the stored cells");
  RHOFLOW_PRECONDITION(n_outer_ <= 2, "one or two outer weights");
  const InnerMesh<dim> &mesh = space.mesh();
  // Layers, not threads, decide in which order contributions are added.
  std::vector<std::vector<unsigned int>> cells(mesh.cells_per_side());
  for (unsigned int c = local.first; c < local.last; ++c)
    cells[mesh.position(c)[dim - 1]].push_back(c);
  std::vector<Layer> layers(cells.size());
  parallel_for(layers.size(), [&](std::size_t layer) {
    layers[layer] = sum_layer(space, local, density, cells[layer]);
  });

  for (std::size_t k = 1; k < layers.size(); ++k) {
    add(layers[0].outer_outer, layers[k].outer_outer);
    for (std::size_t i = 0; i < layers[0].outer_inner.size(); ++i)
      add(layers[0].outer_inner[i], layers[k].outer_inner[i]);
  }
  pairs_.resize(n_coordinates() * n_coordinates());
  if (n_outer_ == 2)
    pair_entry(0, 1) = std::move(layers[0].outer_outer);
  for (unsigned int m = 0; m < n_outer_; ++m)
    for (unsigned int k = 0; k < dim; ++k)
      pair_entry(m, n_outer_ + k) = std::move(layers[0].outer_inner[m * dim + k]);
}

template <int dim>
typename NodalMarginals<dim>::Layer
NodalMarginals<dim>::sum_layer(const DensitySpace<dim> &space, const LocalCells &local,
                               const AlignedVector &density,
                               const std::vector<unsigned int> &cells) {
  const InnerMesh<dim> &mesh = space.mesh();
  const std::vector<double> &weight = space.basis().weights();
  const std::size_t n = weight.size(), rows = space.n_outer() / n;
  const std::size_t n_line = std::size_t(mesh.cells_per_side()) * mesh.line().n_nodes();
  Layer layer;
  layer.outer_outer.assign(n_outer_ == 2 ? n * n : 0, 0.);
  layer.outer_inner.assign(n_outer_ * dim, std::vector<double>(n_line * n, 0.));
  std::vector<std::vector<double>> outer(2, std::vector<double>(n));

  for (const unsigned int c : cells)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a) {
      const double *row =
          density.data() + (local.stored_index(c) * mesh.nodes_per_cell() + a) * space.stride();
      // Marginals of u_1 and u_2 at this inner node; with one outer weight there is one row.
      std::fill(outer[0].begin(), outer[0].end(), 0.);
      double total = 0.;
      for (std::size_t j2 = 0; j2 < rows; ++j2) {
        const double *line = row + j2 * n;
        const double row_weight = n_outer_ == 2 ? weight[j2] : 1.;
        double sum = 0.;
        for (std::size_t j1 = 0; j1 < n; ++j1) {
          outer[0][j1] += row_weight * line[j1];
          sum += weight[j1] * line[j1];
        }
        outer[1][j2] = sum;
        total += row_weight * sum;
      }
      inner_[tensor_index(mesh, c, a)] = total;

      const double node_weight = mesh.weight(c, a);
      for (std::size_t j = 0; j < layer.outer_outer.size(); ++j)
        layer.outer_outer[j] += node_weight * row[j];
      for (unsigned int k = 0; k < dim; ++k) {
        const double others = node_weight / line_weight(mesh, c, a, k);
        const std::size_t place = line_index(mesh, c, a, k) * n;
        for (unsigned int m = 0; m < n_outer_; ++m) {
          double *target = layer.outer_inner[m * dim + k].data() + place;
          for (std::size_t j = 0; j < n; ++j)
            target[j] += others * outer[m][j];
        }
      }
    }
  return layer;
}

template <int dim>
void NodalMarginals<dim>::sum_inner_pairs(const InnerMesh<dim> &mesh) {
  const std::size_t n_line = std::size_t(mesh.cells_per_side()) * mesh.line().n_nodes();
  for (unsigned int k = 0; k < dim; ++k)
    for (unsigned int i = 0; i < k; ++i) {
      std::vector<double> &pair = pair_entry(n_outer_ + i, n_outer_ + k);
      pair.assign(n_line * n_line, 0.);
      for (unsigned int c = 0; c < mesh.n_cells(); ++c)
        for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a) {
          double others = 1.;
          for (unsigned int m = 0; m < dim; ++m)
            if (m != i && m != k)
              others *= line_weight(mesh, c, a, m);
          pair[line_index(mesh, c, a, k) * n_line + line_index(mesh, c, a, i)] +=
              others * inner_[tensor_index(mesh, c, a)];
        }
    }
}

template <int dim>
NodalMarginals<dim> &NodalMarginals<dim>::operator+=(const NodalMarginals &other) {
  RHOFLOW_PRECONDITION(inner_.size() == other.inner_.size() && pairs_.size() == other.pairs_.size(),
                       "marginals of the same density");
  add(inner_, other.inner_);
  for (std::size_t i = 0; i < pairs_.size(); ++i)
    add(pairs_[i], other.pairs_[i]);
  return *this;
}

template <int dim>
void NodalMarginals<dim>::sum_shares(const Communicator &communicator) {
  if (communicator.size() == 1)
    return;
  std::vector<double> all(inner_); // one message for all
  for (const std::vector<double> &pair : pairs_)
    all.insert(all.end(), pair.begin(), pair.end());
  communicator.sum(all.data(), all.size());
  auto next = all.cbegin();
  const auto take = [&](std::vector<double> &values) {
    const auto end = next + static_cast<std::ptrdiff_t>(values.size());
    std::copy(next, end, values.begin());
    next = end;
  };
  take(inner_);
  for (std::vector<double> &pair : pairs_)
    take(pair);
}

template <int dim>
NodalMarginals<dim> nodal_marginals(const FlowState<dim> &state, std::size_t k) {
  const auto share = [](const Density<dim> &density) {
    return NodalMarginals<dim>(*density.space, density.cells, density.values);
  };
  NodalMarginals<dim> marginals = share(state.densities[k]);
  if (state.is_half())
    marginals += share(mirrored(state.densities[k]));
  marginals.sum_shares(state.communicator);
  marginals.sum_inner_pairs(state.space(k).mesh());
  return marginals;
}

template class NodalMarginals<2>;
template class NodalMarginals<3>;
template NodalMarginals<2> nodal_marginals(const FlowState<2> &, std::size_t);
template NodalMarginals<3> nodal_marginals(const FlowState<3> &, std::size_t);

} // namespace rhoflow
