// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace rhoflow {

/// What one density, or a part of it, is relative to its start.
struct StartComparison {
  double entropy = 0.;        ///< int rho ln(|rho| / rho_0)
  double negative_mass = 0.;  ///< -int rho where rho < 0
  double smallest_ratio = 0.; ///< of rho / rho_0 on the ball of the start
};

/// Compares the values of one inner node with the start.
/// @param row      r_j, [stride], 64-byte aligned
/// @param weight   of the outer nodes, zero in the padding
/// @param log_start what ln r_j is compared with, [stride]; @param log_shift is added to all
/// @param square   place of the outer nodes in the ball, infinite in the padding
/// @param room     largest square that is still in the ball
/// @param node_weight quadrature weight of the inner node
/// @param result   added to; smallest_ratio becomes the minimum of itself and the node's
void compare_row(const double *row, std::size_t stride, const double *weight,
                 const double *log_start, double log_shift, const double *square, double room,
                 double node_weight, StartComparison &result);

} // namespace rhoflow
