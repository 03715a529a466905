// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/density_space.h"

#include <cstddef>
#include <vector>

namespace rhoflow {

/// Evaluates a function that is given at the nodes of a line at fixed points of the line, or takes
/// its means over intervals of the line:
///   f_i = sum_k row_i[k] v_{first_i + k}.
class LineEvaluation {
public:
  explicit LineEvaluation(std::size_t n_nodes) : n_nodes_(n_nodes) {}

  /// Adds a point with the coefficients @p row of the nodes from @p first on.
  void add_point(std::size_t first, const std::vector<double> &row) {
    first_.push_back(first);
    coefficients_.insert(coefficients_.end(), row.begin(), row.end());
    offset_.push_back(coefficients_.size());
  }

  std::size_t n_nodes() const { return n_nodes_; }
  std::size_t n_points() const { return first_.size(); }
  std::size_t first(std::size_t point) const { return first_[point]; }
  std::size_t width(std::size_t point) const { return offset_[point + 1] - offset_[point]; }
  const double *row(std::size_t point) const { return coefficients_.data() + offset_[point]; }

private:
  std::size_t n_nodes_;
  std::vector<std::size_t> first_, offset_ = {0};
  std::vector<double> coefficients_;
};

/// From the nodal values of @p basis to the density at @p points.
LineEvaluation outer_evaluation(const OuterBasis &basis, const std::vector<double> &points);

/// From the nodes of all cells along one side of @p mesh (neighbours' nodes at one place are
/// distinct) to @p points of [-R, R]; at the boundary of two cells their mean counts, so that
/// symmetric densities give symmetric values.
template <int dim>
LineEvaluation inner_evaluation(const InnerMesh<dim> &mesh, const std::vector<double> &points);

/// Index of local node @p a of @p cell among the nodes of all cells along @p direction.
template <int dim>
std::size_t line_index(const InnerMesh<dim> &mesh, unsigned int cell, unsigned int a,
                       unsigned int direction);

/// Index of that node in an array [b]...[w_1] over the nodes of all cells, the order in which
/// evaluate_tensor() wants functions on the mesh.
template <int dim>
std::size_t tensor_index(const InnerMesh<dim> &mesh, unsigned int cell, unsigned int a);

/// The nodal values of @p density in that order, the outer index fastest, without padding.
template <int dim>
std::vector<double> tensor_values(const DensitySpace<dim> &space, const AlignedVector &density);

/// A function on a tensor product of lines, evaluated at the tensor product of their points.
///
/// @param values at the nodes, the first line's index fastest
/// @param lines  one a direction; sum factorization: one direction after the other, the last first
/// @return values at the points in the same order
std::vector<double> evaluate_tensor(std::vector<double> values,
                                    const std::vector<const LineEvaluation *> &lines);

} // namespace rhoflow
