// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/collocation_line.h"

#include <vector>

namespace rhoflow {

/// The second derivative on an interval cut into cells with the discontinuous elements of @p line,
/// by the symmetric interior penalty method (Arnold 1982), without flux through the ends.
///
/// With the diagonal mass matrix M of the Gauss-Lobatto rule the result is A = -M^{-1} K, where
///   u.K v = int u' v' - sum over inner boundaries of { [u] {v'} + [v] {u'} - eta [u] [v] },
/// jumps [.], means {.} and eta = p (p + 1) (1/h_left + 1/h_right) / 2, twice what coercivity
/// needs. K is symmetric, positive semi-definite, and only constants are in its kernel.
/// @param breakpoints boundaries of the cells, increasing
/// @returns A, row-major [n][n] with n = cells (p + 1)
std::vector<double> interior_penalty_laplacian(const CollocationLine &line,
                                               const std::vector<double> &breakpoints);

} // namespace rhoflow
