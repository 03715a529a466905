// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace rhoflow {

/// The continuous Gauss-Lobatto grid of the inner weights q = (w_1, ..., w_d, b): the same axis in
/// every direction. Values on it are stored [b][w_d]...[w_1], each row of w_1 padded with zeros to
/// `row_length`.
struct TensorGrid {
  unsigned int dimension = 2; ///< of the inner space, d + 1
  std::vector<double> axis;   ///< strictly increasing, dimensionless
  std::size_t row_length = 0; ///< padded(axis.size())
  std::size_t n_rows = 0;     ///< axis.size()^(dimension - 1)

  TensorGrid() = default;
  TensorGrid(unsigned int inner_dimension, std::vector<double> axis_nodes);

  std::size_t size() const { return n_rows * row_length; }
  /// Index along direction @p direction >= 1 of row @p row.
  std::size_t row_index(std::size_t row, unsigned int direction) const {
    for (unsigned int k = 1; k < direction; ++k)
      row /= axis.size();
    return row % axis.size();
  }
};

} // namespace rhoflow
