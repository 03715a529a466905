// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/density_space.h"
#include "rhoflow/density/local_cells.h"
#include "rhoflow/mean_field/flow_state.h"

#include <vector>

namespace rhoflow {

template <int dim>
class NodalMarginals;

/// The marginals of density @p k of @p state, on all processes: each adds the share of its cells,
/// so that no process needs the density. Collective.
template <int dim>
NodalMarginals<dim> nodal_marginals(const FlowState<dim> &state, std::size_t k);

/// Marginals of one density at the nodes of its space: over the inner weights together, and over
/// every pair of its coordinates, which are numbered with the outer weights first: u_1, ..., w_1,
/// ..., b.
///
/// What is integrated out is summed with the quadrature weights of the space, so that a marginal is
/// that of the discrete density exactly. One pass over the density, no array with more directions
/// than the inner mesh has. Densities are those of the computation's own coordinates.
template <int dim>
class NodalMarginals {
public:
  /// @param density one array of @p space, which has one or two outer weights
  NodalMarginals(const DensitySpace<dim> &space, const AlignedVector &density)
      : NodalMarginals(space, LocalCells::all(space.mesh().n_cells()), density) {
    sum_inner_pairs(space.mesh());
  }

  unsigned int n_coordinates() const { return n_outer_ + dim; }
  unsigned int n_outer_weights() const { return n_outer_; }

  /// int rho du at the nodes of all cells, in the order of tensor_index().
  const std::vector<double> &inner() const { return inner_; }
  /// Marginal of coordinates @p first < @p second: [node of second][node of first], where inner
  /// nodes are counted as by line_index().
  const std::vector<double> &pair(unsigned int first, unsigned int second) const {
    return pairs_[first * n_coordinates() + second];
  }

private:
  friend NodalMarginals nodal_marginals<dim>(const FlowState<dim> &state, std::size_t k);

  /// The share of the cells @p local, whose stored values @p density has, without pairs of inner
  /// weights, which follow from the whole.
  NodalMarginals(const DensitySpace<dim> &space, const LocalCells &local,
                 const AlignedVector &density);
  /// Adds the share of other cells of the same density.
  NodalMarginals &operator+=(const NodalMarginals &other);
  /// Adds the shares of all processes. Collective.
  void sum_shares(const Communicator &communicator);

  /// Contributions of one layer of cells to the pairs with an outer weight.
  struct Layer {
    std::vector<double> outer_outer;              ///< [u_2][u_1]; empty with one outer weight
    std::vector<std::vector<double>> outer_inner; ///< [u_m, q_k], each [node of q_k][node of u_m]
  };
  Layer sum_layer(const DensitySpace<dim> &space, const LocalCells &local,
                  const AlignedVector &density, const std::vector<unsigned int> &cells);
  void sum_inner_pairs(const InnerMesh<dim> &mesh);
  std::vector<double> &pair_entry(unsigned int first, unsigned int second) {
    return pairs_[first * n_coordinates() + second];
  }

  unsigned int n_outer_;
  std::vector<double> inner_;
  std::vector<std::vector<double>> pairs_;
};

} // namespace rhoflow
