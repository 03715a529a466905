// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/collocation_line.h"
#include "rhoflow/density/inner_mesh_parameters.h"
#include "rhoflow/density/tensor_grid.h"

#include <array>
#include <memory>
#include <vector>

namespace dealii {
template <int dim, int spacedim>
class DoFHandler;
}

namespace rhoflow {

/// The finite-element mesh of the inner weights: a deal.II triangulation of [-R, R]^dim into
/// boxes with discontinuous Gauss-Lobatto elements FE_DGQ(p), whose nodes are the quadrature.
///
/// Nodes are numbered as deal.II numbers the degrees of freedom: cell by cell, within a cell
/// lexicographically, w_1 fastest. Nodes of neighbouring cells at one place are distinct here and
/// one point of the continuous grid(), on which potentials and moments live.
template <int dim>
class InnerMesh {
public:
  static constexpr unsigned int no_neighbor = static_cast<unsigned int>(-1);

  /// @pre cells >= 1, 1 <= degree <= most_degree, half_width > 0, grading >= 0
  explicit InnerMesh(const InnerMeshParameters &parameters);
  ~InnerMesh();
  InnerMesh(const InnerMesh &) = delete;
  InnerMesh &operator=(const InnerMesh &) = delete;

  const dealii::DoFHandler<dim, dim> &dof_handler() const;
  const CollocationLine &line() const { return line_; }
  double half_width() const { return breakpoints_.back(); }

  /// Cells are numbered line by line: (x_0, x_1, ..) has the number x_0 + n (x_1 + n ..).
  unsigned int n_cells() const { return static_cast<unsigned int>(positions_.size()); }
  unsigned int cells_per_side() const { return static_cast<unsigned int>(breakpoints_.size() - 1); }
  unsigned int nodes_per_cell() const { return nodes_per_cell_; }
  std::size_t n_nodes() const { return std::size_t(n_cells()) * nodes_per_cell_; }

  /// Boundaries of the cells along every direction, increasing.
  const std::vector<double> &breakpoints() const { return breakpoints_; }
  /// Place of a cell along each direction, 0 to cells_per_side() - 1.
  const std::array<unsigned int, dim> &position(unsigned int cell) const {
    return positions_[cell];
  }
  /// Length of a cell along @p direction.
  double extent(unsigned int cell, unsigned int direction) const {
    const unsigned int k = positions_[cell][direction];
    return breakpoints_[k + 1] - breakpoints_[k];
  }
  /// The cell beyond face 2 direction + side, or no_neighbor at the boundary of the box.
  unsigned int neighbor(unsigned int cell, unsigned int face) const {
    return neighbors_[cell][face];
  }

  /// Continuous grid of all distinct nodes.
  const TensorGrid &grid() const { return grid_; }
  /// Where node @p a of @p cell lies in arrays over grid().
  std::size_t grid_index(unsigned int cell, unsigned int a) const;
  /// Index of local node @p a along @p direction, 0 to p.
  unsigned int local_index(unsigned int a, unsigned int direction) const;
  /// Coordinate of node @p a of @p cell along @p direction.
  double coordinate(unsigned int cell, unsigned int a, unsigned int direction) const;
  /// Quadrature weight of a node; the weights sum to (2R)^dim.
  double weight(unsigned int cell, unsigned int a) const;

  /// Weights of the grid values at the 2p + 1 axis nodes around interior cell boundary @p k
  /// (1 to cells_per_side() - 1) that give the derivative there to order 2p.
  const std::vector<double> &face_derivative(unsigned int k) const { return face_derivative_[k]; }

private:
  /// Triangulation, element and degrees of freedom; deal.II's headers stay out of this one.
  struct Elements;

  CollocationLine line_;
  std::vector<double> breakpoints_;
  std::unique_ptr<Elements> elements_;
  unsigned int nodes_per_cell_;
  std::vector<std::array<unsigned int, dim>> positions_;
  std::vector<std::array<unsigned int, 2 * dim>> neighbors_;
  std::vector<std::vector<double>> face_derivative_;
  TensorGrid grid_;
};

} // namespace rhoflow
