// SPDX-License-Identifier: Apache-2.0
#include "operators/diffusion/line_modes.h"

#include "rhoflow/base/precondition.h"

#include <deal.II/lac/lapack_full_matrix.h>

#include <cmath>

namespace rhoflow {

namespace {

/// A square matrix, [row][column].
using Matrix = std::vector<std::vector<double>>;

/// Half of a line: its even or its odd functions, with the orthonormal basis of the functions that
/// live in two opposite nodes, or in the middle one.
struct HalfLine {
  double sign;                 ///< 1 for even, -1 for odd functions
  std::vector<double> scale;   ///< coefficient of a basis function = scale x (sum or difference)
  std::vector<double> n_nodes; ///< in which a basis function lives: two, or one in the middle

  /// Of basis function @p j at its first node.
  double value(std::size_t j) const { return 1. / (n_nodes[j] * scale[j]); }
};

HalfLine half_of(const std::vector<double> &weights, double sign) {
  const std::size_t n = weights.size();
  HalfLine half{sign, {}, {}};
  for (std::size_t j = 0; j < n / 2 || (sign > 0. && 2 * j + 1 == n); ++j) {
    half.n_nodes.push_back(2 * j + 1 == n ? 1. : 2.);
    half.scale.push_back(std::sqrt(weights[j] / half.n_nodes[j]));
  }
  return half;
}

/// Minus the Laplacian in that basis, symmetric and positive semi-definite.
dealii::LAPACKFullMatrix<double> restrict_to(const HalfLine &half,
                                             const std::vector<double> &laplacian,
                                             const std::vector<double> &weights) {
  const std::size_t n = weights.size(), m = half.scale.size();
  Matrix entries(m, std::vector<double>(m));
  for (std::size_t i = 0; i < m; ++i)
    for (std::size_t j = 0; j < m; ++j) {
      double sum = laplacian[i * n + j];
      if (half.n_nodes[j] > 1.)
        sum += half.sign * laplacian[i * n + n - 1 - j];
      entries[i][j] = -sum * half.value(j) * half.scale[i] * half.n_nodes[i];
    }
  dealii::LAPACKFullMatrix<double> matrix(m, m);
  for (std::size_t i = 0; i < m; ++i)
    for (std::size_t j = 0; j < m; ++j)
      matrix(i, j) = 0.5 * (entries[i][j] + entries[j][i]);
  return matrix;
}

/// Replaces the last vector, that of the smallest eigenvalue, by the constant, and takes what the
/// others have of it out of them: rounding in an eigenvector of 0 would show in the mass.
void insert_constant(Matrix &vectors, const HalfLine &half) {
  const std::size_t m = half.scale.size();
  std::vector<double> constant(m);
  double norm = 0.;
  for (std::size_t j = 0; j < m; ++j) {
    constant[j] = half.scale[j] * half.n_nodes[j];
    norm += constant[j] * constant[j];
  }
  for (double &value : constant)
    value /= std::sqrt(norm);
  vectors.back() = constant;
  for (std::size_t i = 0; i + 1 < m; ++i) {
    double product = 0.;
    for (std::size_t j = 0; j < m; ++j)
      product += vectors[i][j] * constant[j];
    for (std::size_t j = 0; j < m; ++j)
      vectors[i][j] -= product * constant[j];
  }
}

/// entry(row, column) in the panels of LineTables.
template <typename Entry>
AlignedVector in_panels(std::size_t n, const Entry &entry) {
  constexpr std::size_t rows = LineTables::panel_rows;
  AlignedVector panels((n + rows - 1) / rows * rows * n, 0.);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      panels[(i / rows * n + j) * rows + i % rows] = entry(i, j);
  return panels;
}

/// Fills one half of the tables and appends its eigenvalues.
void add_half(const HalfLine &half, const std::vector<double> &laplacian,
              const std::vector<double> &weights, std::vector<double> &eigenvalues,
              AlignedVector &forward, AlignedVector &backward) {
  const std::size_t m = half.scale.size();
  // Singular vectors of a semi-definite matrix are its eigenvectors, orthogonal to rounding.
  dealii::LAPACKFullMatrix<double> matrix = restrict_to(half, laplacian, weights);
  matrix.compute_svd();
  Matrix vectors(m, std::vector<double>(m)); // [mode][basis function], decreasing eigenvalues
  for (std::size_t i = 0; i < m; ++i)
    for (std::size_t j = 0; j < m; ++j)
      vectors[i][j] = matrix.get_svd_u()(j, i);
  if (half.sign > 0.)
    insert_constant(vectors, half);
  for (std::size_t i = 0; i < m; ++i)
    eigenvalues.push_back(half.sign > 0. && i == 0 ? 0. : -matrix.singular_value(m - 1 - i));
  forward = in_panels(
      m, [&](std::size_t mode, std::size_t j) { return vectors[m - 1 - mode][j] * half.scale[j]; });
  backward = in_panels(
      m, [&](std::size_t j, std::size_t mode) { return vectors[m - 1 - mode][j] * half.value(j); });
}

} // namespace

LineModes LineModes::of(const std::vector<double> &laplacian, const std::vector<double> &weights) {
  const std::size_t n = weights.size();
  RHOFLOW_PRECONDITION(n >= 2 && laplacian.size() == n * n, "a square matrix for the nodes");
  LineModes modes;
  modes.tables.n = n;
  modes.tables.n_even = (n + 1) / 2;
  add_half(half_of(weights, 1.), laplacian, weights, modes.eigenvalues, modes.tables.forward_even,
           modes.tables.backward_even);
  add_half(half_of(weights, -1.), laplacian, weights, modes.eigenvalues, modes.tables.forward_odd,
           modes.tables.backward_odd);
  return modes;
}

} // namespace rhoflow
