// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace rhoflow {

/// Nodes of a cell with their weights w_i, and polynomials phi_m at them. Rows are padded with
/// weights and values of zero to a multiple of lane_count and start at multiples of 64 bytes.
struct CellPolynomials {
  std::size_t row_length;
  std::size_t n_polynomials;
  const double *weight;     ///< [i]
  const double *polynomial; ///< [m][i]
};

/// What restoring moments needs of the values v of a cell, where v_i^+ is the larger of v_i and
/// zero:
///   defect[m] = sum_i w_i (v_i - v_i^+) phi_m(i),   gram[m][l] = sum_i w_i v_i^+ phi_m(i)
///   phi_l(i).
/// @param values, positive  v and v^+, padded with zeros
/// @param product  a row to work in
void cell_moments(const CellPolynomials &cell, const double *values, const double *positive,
                  double *product, double *defect, double *gram);

/// candidate[i] = 1 + sum_m lambda_m phi_m(i), m < @p n.
void polynomial_factor(const CellPolynomials &cell, const double *lambda, std::size_t n,
                       double *candidate);

} // namespace rhoflow
