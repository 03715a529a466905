// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "operators/diffusion/kernels/line_transform.h"

#include <cstddef>
#include <vector>

namespace rhoflow {

/// The eigenvectors of the second derivative on a line of discontinuous elements, as
/// interior_penalty_laplacian() discretizes it: orthonormal with respect to the quadrature weights,
/// so that a sum over nodes of weight times square is the sum of the squares of the coefficients.
/// The first mode is the constant, with the eigenvalue zero exactly: it carries the mass.
struct LineModes {
  std::vector<double> eigenvalues; ///< at most 0; of the even modes, then of the odd ones
  LineTables tables;

  /// @param laplacian row-major [n][n], self-adjoint with respect to @p weights, commutes with the
  ///                  reflection of the line
  /// @param weights   quadrature weights of the nodes, symmetric
  static LineModes of(const std::vector<double> &laplacian, const std::vector<double> &weights);
};

} // namespace rhoflow
