// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/network/kernels/network_integrals.h"

#include <cstddef>
#include <vector>

namespace rhoflow {

/// A banded matrix that acts on the values along one line of the inner grid.
struct LineOperator {
  std::vector<std::size_t> first;   ///< per axis node: first axis node it needs
  std::vector<std::size_t> offset;  ///< per axis node and one more: place in the coefficients
  std::vector<double> coefficients; ///< row by row

  /// Adds the row of the next axis node.
  void add_row(std::size_t first_node, const std::vector<double> &row);
};

/// Applies @p op along @p direction to all lines of @p grid. @p out has grid size.
void apply_along(const LineOperator &op, const TensorGrid &grid, unsigned int direction,
                 const double *in, double *out);

} // namespace rhoflow
