// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/aligned_vector.h"
#include "rhoflow/density/inner_mesh.h"
#include "rhoflow/density/local_cells.h"
#include "rhoflow/density/outer_basis.h"

#include <memory>
#include <vector>

namespace rhoflow {

/// Tensor product of the inner mesh and one outer basis per outer weight: the space of one density.
///
/// A density is one contiguous array [inner node][outer index], the outer index fastest (the first
/// outer weight fastest of all) and padded with zeros to stride(). Encoder slices have as many
/// outer weights as the data have inputs, the head has one. The class is immutable and shared by
/// all densities on it.
template <int dim>
class DensitySpace {
public:
  /// @pre n_components is 1 or dim - 1.
  DensitySpace(std::shared_ptr<const InnerMesh<dim>> mesh, std::shared_ptr<const OuterBasis> basis,
               unsigned int n_components);

  const InnerMesh<dim> &mesh() const { return *mesh_; }
  const OuterBasis &basis() const { return *basis_; }

  /// Number of outer weights.
  unsigned int n_components() const { return n_components_; }
  /// Outer nodes, all directions together.
  std::size_t n_outer() const { return n_outer_; }
  /// n_outer() padded to whole SIMD vectors.
  std::size_t stride() const { return stride_; }
  /// Entries of a density array, padding included.
  std::size_t n_values() const { return mesh_->n_nodes() * stride_; }
  /// The same for the stored cells of @p cells only.
  std::size_t n_values(const LocalCells &cells) const {
    return std::size_t(cells.n_stored()) * mesh_->nodes_per_cell() * stride_;
  }
  /// Degrees of freedom, padding not counted.
  std::size_t n_degrees_of_freedom() const { return mesh_->n_nodes() * n_outer_; }

  /// u_k at every outer index, zero in the padding.
  const AlignedVector &coordinate(unsigned int k) const { return coordinate_[k]; }
  /// Quadrature weight of every outer index, zero in the padding.
  const AlignedVector &weight() const { return weight_; }
  /// Index along direction @p k of outer index @p j.
  std::size_t outer_index(std::size_t j, unsigned int k) const {
    for (unsigned int i = 0; i < k; ++i)
      j /= basis_->n_nodes();
    return j % basis_->n_nodes();
  }
  /// The density's value at outer node j is nodal_factor(j) * r_j (the basis' reference function).
  double nodal_factor(std::size_t j) const { return nodal_factor_[j]; }

private:
  std::shared_ptr<const InnerMesh<dim>> mesh_;
  std::shared_ptr<const OuterBasis> basis_;
  unsigned int n_components_;
  std::size_t n_outer_ = 1, stride_;
  std::vector<AlignedVector> coordinate_;
  AlignedVector weight_;
  std::vector<double> nodal_factor_;
};

} // namespace rhoflow
