// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

namespace rhoflow {

/// How a solve of R(x) = 0 ended.
struct NewtonResult {
  bool converged = false;
  double residual = 0.;         ///< |R|
  unsigned int evaluations = 0; ///< of R
};

/// Solves R(x) = 0 by Newton's method with difference quotients for the products with the
/// derivative, GMRES for the steps, and steps cut until |R| falls (Knoll and Keyes 2004).
///
/// @param residual  R; an empty vector says that it cannot be evaluated there
/// @param x         start, and the solution
/// @param tolerance of |R|, absolute  @param most_evaluations of R
NewtonResult
solve_newton_krylov(const std::function<std::vector<double>(const std::vector<double> &)> &residual,
                    std::vector<double> &x, double tolerance, unsigned int most_evaluations);

} // namespace rhoflow
