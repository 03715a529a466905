// SPDX-License-Identifier: Apache-2.0
#include "flow/kernels/cell_moments.h"

#include "base/simd.h"

namespace rhoflow {

namespace {

/// The sums over i of product[i] times rows m to m + count - 1 of @p polynomial.
template <int count>
void dot_products(const CellPolynomials &cell, const double *product, std::size_t m,
                  double *result) {
  Lanes sums[count] = {};
  for (std::size_t i = 0; i < cell.row_length; i += lane_count) {
    const Lanes here = load(product + i);
    for (std::size_t k = 0; k < count; ++k)
      sums[k] += here * load(cell.polynomial + (m + k) * cell.row_length + i);
  }
  for (std::size_t k = 0; k < count; ++k)
    result[k] = sum(sums[k]);
}

} // namespace

void cell_moments(const CellPolynomials &cell, const double *values, const double *positive,
                  double *product, double *defect, double *gram) {
  const std::size_t n = cell.n_polynomials;
  for (std::size_t m = 0; m < n; ++m) {
    const double *const phi = cell.polynomial + m * cell.row_length;
    Lanes cut{};
    for (std::size_t i = 0; i < cell.row_length; i += lane_count) {
      const Lanes weighted = load(cell.weight + i) * load(phi + i), kept = load(positive + i);
      cut += weighted * (load(values + i) - kept);
      store(product + i, weighted * kept);
    }
    defect[m] = sum(cut);
    std::size_t l = 0;
    for (; l + 4 <= m + 1; l += 4)
      dot_products<4>(cell, product, l, gram + m * n + l);
    for (; l <= m; ++l)
      dot_products<1>(cell, product, l, gram + m * n + l);
    for (l = 0; l < m; ++l)
      gram[l * n + m] = gram[m * n + l];
  }
}

void polynomial_factor(const CellPolynomials &cell, const double *lambda, std::size_t n,
                       double *candidate) {
  for (std::size_t i = 0; i < cell.row_length; i += lane_count) {
    Lanes factor = broadcast(1.);
    for (std::size_t m = 0; m < n; ++m)
      factor += lambda[m] * load(cell.polynomial + m * cell.row_length + i);
    store(candidate + i, factor);
  }
}

} // namespace rhoflow
