// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/density_space.h"
#include "rhoflow/density/grid_field.h"
#include "rhoflow/density/local_cells.h"

#include <memory>
#include <vector>

namespace rhoflow {

/// The first outer moments m_k(q) = int u_k rho du of densities on one space, times quadrature
/// weight, summed onto the inner grid: all that the network sees of them.
template <int dim>
class FirstMoments {
public:
  explicit FirstMoments(std::shared_ptr<const DensitySpace<dim>> space);

  /// weight_j u_kj at every outer index, zero in the padding: the moment of a row of values is
  /// their dot product.
  const AlignedVector &weights(unsigned int k) const { return weights_[k]; }

  /// From the moments at the nodes of @p cells, [component][node].
  void collect(const LocalCells &cells, const std::vector<AlignedVector> &node_moments,
               GridField &moments) const;
  /// From a density. @param values of the stored cells of @p cells
  void compute(const LocalCells &cells, const AlignedVector &values, GridField &moments) const;
  /// From a whole density.
  void compute(const AlignedVector &values, GridField &moments) const {
    compute(LocalCells::all(space_->mesh().n_cells()), values, moments);
  }

private:
  std::shared_ptr<const DensitySpace<dim>> space_;
  std::vector<AlignedVector> weights_;
  std::vector<std::size_t> grid_index_; ///< [node]
  std::vector<double> node_weight_;     ///< [node]
};

} // namespace rhoflow
