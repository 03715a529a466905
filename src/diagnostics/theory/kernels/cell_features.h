// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/aligned_vector.h"
#include "rhoflow/network/activation.h"

#include <vector>

namespace rhoflow {

/// How the derivative of sigma0(w.z_i + b) in the inner weights is taken.
enum class SlopeKind {
  interpolated, ///< of the interpolant on a cell, as the transport scheme takes it
  pointwise     ///< sigma0' (z_i, 1)
};

/// The functions sigma0(w.z_i + b) of all samples, and their derivatives in (w, b), at the nodes of
/// one cell after the other. Rows over the samples are padded to whole SIMD vectors with zeros.
class CellFeatures {
public:
  /// @param z features, [sample][component]
  /// @param length_scale l of the weights theta = l xi; coordinates and derivatives are those of xi
  CellFeatures(Activation activation, const double *z, std::size_t n_samples,
               unsigned int n_features, double length_scale);

  std::size_t n_samples() const { return n_samples_; }
  std::size_t n_padded() const { return n_padded_; }

  /// Evaluates at the nodes of a cell.
  /// @param coordinates [node][direction], the bias last, nodes lexicographic
  /// @param derivative  matrix D of the reference line, [nodes per line][nodes per line]
  /// @param inverse_extent 1 / length of the cell, per direction
  void evaluate(SlopeKind kind, const std::vector<double> &coordinates,
                const std::vector<double> &derivative, const std::vector<double> &inverse_extent);

  /// [sample] at node @p a.
  const double *value(std::size_t a) const { return value_.data() + a * n_padded_; }
  /// [sample] at node @p a: derivative in direction @p x.
  const double *slope(std::size_t a, unsigned int x) const {
    return slope_.data() + (x * n_nodes_ + a) * n_padded_;
  }

private:
  template <typename Function>
  void evaluate_nodes(SlopeKind kind, const std::vector<double> &coordinates);
  void interpolate_slopes(const std::vector<double> &derivative,
                          const std::vector<double> &inverse_extent);
  void clear_padding();

  Activation activation_;
  std::size_t n_samples_, n_padded_, n_nodes_ = 0;
  unsigned int n_features_;
  double length_scale_;
  AlignedVector z_; ///< [component][sample]
  AlignedVector value_, slope_;
};

/// Adds sum_r x_r y_r^T to the lower triangle (and some of the rest) of @p matrix, in tiles.
/// @param x,y [row][padded size]  @param matrix [padded size][padded size]
/// @pre the sum is symmetric, n_padded a multiple of lane_count
void add_products(const AlignedVector &x, const AlignedVector &y, std::size_t n_rows,
                  std::size_t n_padded, AlignedVector &matrix);

} // namespace rhoflow
