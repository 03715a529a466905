// SPDX-License-Identifier: Apache-2.0
#include "density/interior_penalty.h"

#include "rhoflow/base/precondition.h"

namespace rhoflow {

namespace {

/// A linear functional of the values in two neighbouring cells, by the number of the node.
struct Functional {
  std::size_t first; ///< node of the first entry
  std::vector<double> entries;
};

/// Adds factor a b^T and its transpose to the matrix of @p n columns.
void add_symmetric(std::vector<double> &matrix, std::size_t n, const Functional &a,
                   const Functional &b, double factor) {
  for (std::size_t i = 0; i < a.entries.size(); ++i)
    for (std::size_t j = 0; j < b.entries.size(); ++j) {
      const double value = factor * a.entries[i] * b.entries[j];
      matrix[(a.first + i) * n + b.first + j] += value;
      matrix[(b.first + j) * n + a.first + i] += value;
    }
}

/// int u' v' over the cell whose first node is @p first.
void add_cell(std::vector<double> &matrix, std::size_t n, const CollocationLine &line,
              std::size_t first, double size) {
  for (unsigned int i = 0; i < line.n_nodes(); ++i)
    for (unsigned int j = 0; j < line.n_nodes(); ++j) {
      double sum = 0.;
      for (unsigned int q = 0; q < line.n_nodes(); ++q)
        sum += line.weights()[q] * line.derivative(q, i) * line.derivative(q, j);
      matrix[(first + i) * n + first + j] += sum / size;
    }
}

/// The terms of the boundary between two cells of lengths @p left and @p right.
void add_boundary(std::vector<double> &matrix, std::size_t n, const CollocationLine &line,
                  std::size_t first, double left, double right) {
  const unsigned int m = line.n_nodes(), p = line.degree();
  Functional jump{first, std::vector<double>(2 * m, 0.)}, slope = jump;
  jump.entries[p] = 1.;
  jump.entries[m] = -1.;
  for (unsigned int b = 0; b < m; ++b) {
    slope.entries[b] = 0.5 * line.derivative(p, b) / left;
    slope.entries[m + b] = 0.5 * line.derivative(0, b) / right;
  }
  const double penalty = 0.5 * p * (p + 1.) * (1. / left + 1. / right);
  add_symmetric(matrix, n, jump, slope, -1.);
  add_symmetric(matrix, n, jump, jump, 0.5 * penalty);
}

} // namespace

std::vector<double> interior_penalty_laplacian(const CollocationLine &line,
                                               const std::vector<double> &breakpoints) {
  RHOFLOW_PRECONDITION(breakpoints.size() >= 2, "there is a cell");
  const std::size_t cells = breakpoints.size() - 1, m = line.n_nodes(), n = cells * m;
  std::vector<double> matrix(n * n, 0.);
  const auto size = [&](std::size_t c) { return breakpoints[c + 1] - breakpoints[c]; };
  for (std::size_t c = 0; c < cells; ++c) {
    add_cell(matrix, n, line, c * m, size(c));
    if (c + 1 < cells)
      add_boundary(matrix, n, line, c * m, size(c), size(c + 1));
  }
  for (std::size_t c = 0; c < cells; ++c)
    for (std::size_t a = 0; a < m; ++a)
      for (std::size_t j = 0; j < n; ++j)
        matrix[(c * m + a) * n + j] /= -(line.weights()[a] * size(c));
  return matrix;
}

} // namespace rhoflow
