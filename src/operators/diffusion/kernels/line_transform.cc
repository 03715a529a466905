// SPDX-License-Identifier: Apache-2.0
#include "operators/diffusion/kernels/line_transform.h"

#include "base/simd.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

namespace {

constexpr std::size_t panel_rows = LineTables::panel_rows;

/// Panel times columns at lanes [l, l + lane_count): the products of panel_rows rows.
/// @param column(j) where row j of the right factor is
template <typename Column>
inline void multiply_panel(const double *panel, std::size_t n_columns, const Column &column,
                           std::size_t l, Lanes (&product)[panel_rows]) {
  Lanes a{}, b{}, c{}, d{};
  for (std::size_t j = 0; j < n_columns; ++j, panel += panel_rows) {
    const Lanes x = load(column(j) + l);
    a += panel[0] * x;
    b += panel[1] * x;
    c += panel[2] * x;
    d += panel[3] * x;
  }
  product[0] = a;
  product[1] = b;
  product[2] = c;
  product[3] = d;
}

/// use(row, l, value) for every row of matrix times columns.
template <typename Column, typename Use>
inline void multiply(const AlignedVector &matrix, std::size_t n_rows, std::size_t n_columns,
                     std::size_t stride, const Column &column, const Use &use) {
  for (std::size_t first = 0; first < n_rows; first += panel_rows) {
    const std::size_t rows = std::min(panel_rows, n_rows - first);
    for (std::size_t l = 0; l < stride; l += lane_count) {
      Lanes product[panel_rows];
      multiply_panel(matrix.data() + first * n_columns, n_columns, column, l, product);
      for (std::size_t r = 0; r < rows; ++r)
        use(first + r, l, product[r]);
    }
  }
}

} // namespace

void transform_forward(const LineTables &tables, std::size_t stride, const double *const *in,
                       double *const *out, double *work) {
  RHOFLOW_PRECONDITION(stride % lane_count == 0, "rows are whole SIMD vectors");
  const std::size_t n = tables.n, n_even = tables.n_even, n_odd = tables.n_odd();
  double *const sums = work, *const differences = work + n_even * stride;
  for (std::size_t j = 0; j < n_odd; ++j)
    for (std::size_t l = 0; l < stride; l += lane_count) {
      const Lanes left = load(in[j] + l), right = load(in[n - 1 - j] + l);
      store(sums + j * stride + l, left + right);
      store(differences + j * stride + l, left - right);
    }
  if (n_even > n_odd)
    std::copy_n(in[n_odd], stride, sums + n_odd * stride);
  multiply(
      tables.forward_even, n_even, n_even, stride, [&](std::size_t j) { return sums + j * stride; },
      [&](std::size_t i, std::size_t l, const Lanes &value) { store(out[i] + l, value); });
  multiply(
      tables.forward_odd, n_odd, n_odd, stride,
      [&](std::size_t j) { return differences + j * stride; },
      [&](std::size_t i, std::size_t l, const Lanes &value) { store(out[n_even + i] + l, value); });
}

void transform_backward(const LineTables &tables, std::size_t stride, const double *const *in,
                        double *const *out, double *work) {
  RHOFLOW_PRECONDITION(stride % lane_count == 0, "rows are whole SIMD vectors");
  const std::size_t n = tables.n, n_even = tables.n_even, n_odd = tables.n_odd();
  double *const even = work, *const odd = work + n_even * stride;
  multiply(
      tables.backward_even, n_even, n_even, stride, [&](std::size_t j) { return in[j]; },
      [&](std::size_t i, std::size_t l, const Lanes &value) {
        store(even + i * stride + l, value);
      });
  multiply(
      tables.backward_odd, n_odd, n_odd, stride, [&](std::size_t j) { return in[n_even + j]; },
      [&](std::size_t i, std::size_t l, const Lanes &value) {
        store(odd + i * stride + l, value);
      });
  for (std::size_t j = 0; j < n_odd; ++j)
    for (std::size_t l = 0; l < stride; l += lane_count) {
      const Lanes e = load(even + j * stride + l), o = load(odd + j * stride + l);
      store(out[j] + l, e + o);
      store(out[n - 1 - j] + l, e - o);
    }
  if (n_even > n_odd)
    std::copy_n(even + n_odd * stride, stride, out[n_odd]);
}

} // namespace rhoflow
