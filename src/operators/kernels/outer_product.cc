// SPDX-License-Identifier: Apache-2.0
#include "operators/kernels/outer_product.h"

#include "base/simd.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

OuterColumns OuterColumns::of(const std::vector<double> &matrix, std::size_t n) {
  RHOFLOW_PRECONDITION(matrix.size() == n * n, "a square matrix");
  OuterColumns columns{n, padded(n), AlignedVector(n * padded(n), 0.)};
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      columns.entries[j * columns.column_length + i] = matrix[i * n + j];
  return columns;
}

namespace {

/// Rows that hold one outer weight only: four of them at a time, so that a column is read once.
template <std::size_t n_rows>
void add_to_rows(const OuterColumns &matrix, std::size_t stride, const double *in, double *rhs) {
  for (std::size_t l = 0; l < stride; l += lane_count) {
    Lanes sum[n_rows];
    for (std::size_t r = 0; r < n_rows; ++r)
      sum[r] = load(rhs + r * stride + l);
    for (std::size_t j = 0; j < matrix.n; ++j) {
      const Lanes column = load(matrix.entries.data() + j * matrix.column_length + l);
      for (std::size_t r = 0; r < n_rows; ++r)
        sum[r] += in[r * stride + j] * column;
    }
    for (std::size_t r = 0; r < n_rows; ++r)
      store(rhs + r * stride + l, sum[r]);
  }
}

/// One row of a tensor product of several outer weights.
void add_to_blocks(const OuterColumns &matrix, std::size_t step, std::size_t total,
                   const double *in, double *rhs) {
  const std::size_t n = matrix.n;
  for (std::size_t block = 0; block < total; block += n * step)
    for (std::size_t j = 0; j < n; ++j) {
      const double *const column = matrix.entries.data() + j * matrix.column_length;
      const double *const values = in + block + j * step;
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t x = 0; x < step; ++x)
          rhs[block + i * step + x] += column[i] * values[x];
    }
}

/// Adds both products to one row of two outer weights. @param square,sum n rows of column_length
void add_to_square(const OuterColumns &matrix, const double *in, double *rhs, double *square,
                   double *sum) {
  const std::size_t n = matrix.n, length = matrix.column_length;
  const double *const entries = matrix.entries.data();
  for (std::size_t i = 0; i < n; ++i)
    std::copy_n(in + i * n, n, square + i * length);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t l = 0; l < length; l += lane_count) {
      Lanes first{}, second{};
      for (std::size_t j = 0; j < n; ++j) {
        first += square[i * length + j] * load(entries + j * length + l);
        second += entries[j * length + i] * load(square + j * length + l);
      }
      store(sum + i * length + l, first + second);
    }
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t x = 0; x < n; ++x)
      rhs[i * n + x] += sum[i * length + x];
}

} // namespace

void add_outer_sum(const OuterColumns &matrix, unsigned int n_components, std::size_t n_rows,
                   std::size_t stride, const double *in, double *rhs) {
  RHOFLOW_PRECONDITION(n_components == 1 || n_components == 2, "one or two outer weights");
  if (n_components == 1) {
    add_outer_product(matrix, 1, matrix.n, n_rows, stride, in, rhs);
    return;
  }
  AlignedVector square(matrix.n * matrix.column_length, 0.), sum(square.size());
  for (std::size_t row = 0; row < n_rows; ++row)
    add_to_square(matrix, in + row * stride, rhs + row * stride, square.data(), sum.data());
}

void add_outer_product(const OuterColumns &matrix, std::size_t step, std::size_t total,
                       std::size_t n_rows, std::size_t stride, const double *in, double *rhs) {
  RHOFLOW_PRECONDITION(stride % lane_count == 0, "rows are whole SIMD vectors");
  constexpr std::size_t together = 4;
  if (total > matrix.n) {
    for (std::size_t row = 0; row < n_rows; ++row)
      add_to_blocks(matrix, step, total, in + row * stride, rhs + row * stride);
    return;
  }
  std::size_t row = 0;
  for (; row + together <= n_rows; row += together)
    add_to_rows<together>(matrix, stride, in + row * stride, rhs + row * stride);
  for (; row < n_rows; ++row)
    add_to_rows<1>(matrix, stride, in + row * stride, rhs + row * stride);
}

} // namespace rhoflow
