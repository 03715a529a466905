// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/aligned_vector.h"

#include <cstddef>
#include <vector>

namespace rhoflow {

/// A square matrix that acts on one outer weight, column by column, columns padded to whole SIMD
/// vectors.
struct OuterColumns {
  std::size_t n = 0, column_length = 0;
  AlignedVector entries; ///< [column][row]

  /// @param matrix row-major [n][n]
  static OuterColumns of(const std::vector<double> &matrix, std::size_t n);
};

/// Adds the matrix times row to every one of @p n_rows rows of outer values [block][n][step]: it
/// acts on the middle index.
/// @param step of the outer weight: 1 for the first, n for the second  @param total values of a row
/// @param stride of a row, whole SIMD vectors  @param in,rhs rows; they must not overlap
void add_outer_product(const OuterColumns &matrix, std::size_t step, std::size_t total,
                       std::size_t n_rows, std::size_t stride, const double *in, double *rhs);

/// Adds the sum of the matrix along every outer weight times row to every one of @p n_rows rows:
/// for two outer weights (M x 1 + 1 x M) row.
/// @param n_components outer weights, 1 or 2; otherwise as add_outer_product()
void add_outer_sum(const OuterColumns &matrix, unsigned int n_components, std::size_t n_rows,
                   std::size_t stride, const double *in, double *rhs);

} // namespace rhoflow
