// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/aligned_vector.h"

#include <cstddef>

namespace rhoflow {

/// The transform of a line of n nodes into n modes and back. The line is symmetric, every mode is
/// even or odd: both halves have matrices of their own, of half the size.
///
/// Even modes come first. A matrix is stored in panels of panel_rows rows, [panel][column][row in
/// panel], the last panel padded with zeros.
struct LineTables {
  static constexpr std::size_t panel_rows = 4;

  std::size_t n = 0;
  std::size_t n_even = 0; ///< (n + 1) / 2
  /// Coefficients of even modes from the sums of opposite nodes (the middle node itself where n is
  /// odd), of odd modes from their differences.
  AlignedVector forward_even, forward_odd;
  /// Even and odd part of the values in the first half of the line from the coefficients.
  AlignedVector backward_even, backward_odd;

  std::size_t n_odd() const { return n - n_even; }
  /// Numbers that a transform of rows of @p stride numbers needs as work space.
  std::size_t work_size(std::size_t stride) const { return n * stride; }
};

/// The coefficients of a line whose nodes carry rows of @p stride numbers.
/// @param in,out rows of nodes and of modes, n each; the same rows may be in both
/// @param stride whole SIMD vectors  @param work see LineTables::work_size()
void transform_forward(const LineTables &tables, std::size_t stride, const double *const *in,
                       double *const *out, double *work);

/// The values at the nodes from the coefficients, otherwise as transform_forward().
void transform_backward(const LineTables &tables, std::size_t stride, const double *const *in,
                        double *const *out, double *work);

} // namespace rhoflow
