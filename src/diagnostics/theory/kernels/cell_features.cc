// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/theory/kernels/cell_features.h"

#include "base/simd.h"
#include "network/kernels/vector_activations.h"
#include "rhoflow/base/precondition.h"

#include <cmath>

namespace rhoflow {

namespace {

/// Rows and columns of a tile of the sum of products.
constexpr std::size_t tile_rows = 8;

} // namespace

CellFeatures::CellFeatures(Activation activation, const double *z, std::size_t n_samples,
                           unsigned int n_features, double length_scale)
    : activation_(activation), n_samples_(n_samples), n_padded_(padded(n_samples)),
      n_features_(n_features), length_scale_(length_scale), z_(n_features * n_padded_, 0.) {
  for (std::size_t i = 0; i < n_samples; ++i)
    for (unsigned int k = 0; k < n_features; ++k)
      z_[k * n_padded_ + i] = z[i * n_features + k];
}

template <typename Function>
void CellFeatures::evaluate_nodes(SlopeKind kind, const std::vector<double> &coordinates) {
  const unsigned int dim = n_features_ + 1;
  for (std::size_t a = 0; a < n_nodes_; ++a) {
    const double *q = coordinates.data() + a * dim;
    for (std::size_t i = 0; i < n_padded_; i += lane_count) {
      Lanes argument = broadcast(length_scale_ * q[n_features_]);
      for (unsigned int k = 0; k < n_features_; ++k)
        argument += length_scale_ * q[k] * load(z_.data() + k * n_padded_ + i);
      const ActivationLanes at = Function::evaluate(argument);
      store(value_.data() + a * n_padded_ + i, at.value);
      if (kind == SlopeKind::interpolated)
        continue;
      for (unsigned int x = 0; x < dim; ++x) {
        const Lanes factor = x < n_features_ ? load(z_.data() + x * n_padded_ + i) : broadcast(1.);
        store(slope_.data() + (x * n_nodes_ + a) * n_padded_ + i,
              length_scale_ * at.derivative * factor);
      }
    }
  }
}

void CellFeatures::clear_padding() {
  for (AlignedVector *rows : {&value_, &slope_})
    for (std::size_t begin = 0; begin < rows->size(); begin += n_padded_)
      for (std::size_t i = n_samples_; i < n_padded_; ++i)
        (*rows)[begin + i] = 0.;
}

void CellFeatures::interpolate_slopes(const std::vector<double> &derivative,
                                      const std::vector<double> &inverse_extent) {
  const auto per_line = static_cast<std::size_t>(std::lround(std::sqrt(double(derivative.size()))));
  std::size_t step = 1;
  for (unsigned int x = 0; x <= n_features_; ++x, step *= per_line)
    for (std::size_t a = 0; a < n_nodes_; ++a) {
      const std::size_t index = a / step % per_line, start = a - index * step;
      double *out = slope_.data() + (x * n_nodes_ + a) * n_padded_;
      for (std::size_t i = 0; i < n_padded_; i += lane_count) {
        Lanes sum{};
        for (std::size_t b = 0; b < per_line; ++b)
          sum += derivative[index * per_line + b] *
                 load(value_.data() + (start + b * step) * n_padded_ + i);
        store(out + i, inverse_extent[x] * sum);
      }
    }
}

void CellFeatures::evaluate(SlopeKind kind, const std::vector<double> &coordinates,
                            const std::vector<double> &derivative,
                            const std::vector<double> &inverse_extent) {
  const unsigned int dim = n_features_ + 1;
  n_nodes_ = coordinates.size() / dim;
  value_.resize(n_nodes_ * n_padded_);
  slope_.resize(dim * n_nodes_ * n_padded_);
  with_vector_activation(
      activation_, [&](auto function) { evaluate_nodes<decltype(function)>(kind, coordinates); });
  if (kind == SlopeKind::interpolated)
    interpolate_slopes(derivative, inverse_extent);
  clear_padding();
}

void add_products(const AlignedVector &x, const AlignedVector &y, std::size_t n_rows,
                  std::size_t n_padded, AlignedVector &matrix) {
  RHOFLOW_PRECONDITION(n_padded % lane_count == 0, "rows are whole SIMD vectors");
  RHOFLOW_PRECONDITION(x.size() >= n_rows * n_padded && y.size() >= n_rows * n_padded,
                       "there are so many rows");
  RHOFLOW_PRECONDITION(matrix.size() == n_padded * n_padded, "the matrix has the size of the rows");
  static_assert(tile_rows == lane_count, "tiles on the diagonal are square");
  for (std::size_t i = 0; i < n_padded; i += tile_rows)
    for (std::size_t j = 0; j <= i; j += lane_count) {
      Lanes sums[tile_rows] = {};
      for (std::size_t r = 0; r < n_rows; ++r) {
        const Lanes right = load(y.data() + r * n_padded + j);
        const double *left = x.data() + r * n_padded + i;
        for (std::size_t k = 0; k < tile_rows; ++k)
          sums[k] += left[k] * right;
      }
      for (std::size_t k = 0; k < tile_rows; ++k) {
        double *row = matrix.data() + (i + k) * n_padded + j;
        store(row, load(row) + sums[k]);
      }
    }
}

} // namespace rhoflow
