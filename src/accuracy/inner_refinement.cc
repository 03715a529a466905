// SPDX-License-Identifier: Apache-2.0
#include "accuracy/inner_refinement.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace rhoflow {

namespace {

/// Distinct nodes of a line of cells.
std::vector<double> make_axis(const std::vector<double> &breakpoints, const CollocationLine &line) {
  std::vector<double> axis{breakpoints.front()};
  for (std::size_t c = 0; c + 1 < breakpoints.size(); ++c)
    for (unsigned int a = 1; a < line.n_nodes(); ++a)
      axis.push_back(breakpoints[c] + (breakpoints[c + 1] - breakpoints[c]) * line.nodes()[a]);
  return axis;
}

std::vector<double> make_weights(const std::vector<double> &breakpoints,
                                 const CollocationLine &line) {
  std::vector<double> weights(1 + (breakpoints.size() - 1) * line.degree(), 0.);
  for (std::size_t c = 0; c + 1 < breakpoints.size(); ++c)
    for (unsigned int a = 0; a < line.n_nodes(); ++a)
      weights[c * line.degree() + a] += (breakpoints[c + 1] - breakpoints[c]) * line.weights()[a];
  return weights;
}

/// In three directions two more already mean three times the nodes.
unsigned int refined_degree(unsigned int degree, unsigned int dimension) {
  return dimension == 3 ? degree + 2 : std::max(2 * degree, degree + 3);
}

} // namespace

template <int dim>
InnerRefinement::InnerRefinement(const InnerMesh<dim> &mesh) : coarse_(mesh.grid()) {
  const CollocationLine &line = mesh.line();
  const CollocationLine finer(refined_degree(line.degree(), dim));
  const std::vector<double> &breakpoints = mesh.breakpoints();
  const std::size_t n_cells = breakpoints.size() - 1;
  const unsigned int p = line.degree(), q = finer.degree();
  fine_ = TensorGrid(dim, make_axis(breakpoints, finer));
  coarse_weights_ = make_weights(breakpoints, line);
  fine_weights_ = make_weights(breakpoints, finer);

  interpolation_ = {n_cells * q + 1, p + 1u, {}, {}};
  derivative_ = {n_cells * q + 1, q + 1u, {}, {}};
  for (std::size_t c = 0; c < n_cells; ++c)
    for (unsigned int a = c == 0 ? 0 : 1; a <= q; ++a) {
      const std::vector<double> values = line.lagrange(finer.nodes()[a]);
      interpolation_.first.push_back(c * p);
      interpolation_.entries.insert(interpolation_.entries.end(), values.begin(), values.end());
      derivative_.first.push_back(c * q);
      for (unsigned int b = 0; b <= q; ++b)
        derivative_.entries.push_back(finer.derivative(a, b) /
                                      (breakpoints[c + 1] - breakpoints[c]));
    }
}

void InnerRefinement::apply(const Band &band, unsigned int direction, Dense &dense) {
  std::size_t inner = 1, above = 1;
  for (unsigned int k = 0; k < dense.extents.size(); ++k)
    (k < direction ? inner : above) *= k == direction ? 1 : dense.extents[k];
  const std::size_t n_from = dense.extents[direction];
  std::vector<double> result(above * band.n_rows * inner, 0.);
  for (std::size_t outer = 0; outer < above; ++outer)
    for (std::size_t i = 0; i < band.n_rows; ++i)
      for (std::size_t b = 0; b < band.width; ++b) {
        const double factor = band.entries[i * band.width + b];
        const double *source = &dense.values[(outer * n_from + band.first[i] + b) * inner];
        double *target = &result[(outer * band.n_rows + i) * inner];
        for (std::size_t k = 0; k < inner; ++k)
          target[k] += factor * source[k];
      }
  dense.extents[direction] = band.n_rows;
  dense.values = std::move(result);
}

InnerRefinement::Dense InnerRefinement::without_padding(const TensorGrid &grid,
                                                        const AlignedVector &values) {
  const std::size_t n = grid.axis.size();
  Dense dense{std::vector<std::size_t>(grid.dimension, n), std::vector<double>(n * grid.n_rows)};
  for (std::size_t row = 0; row < grid.n_rows; ++row)
    std::copy_n(values.begin() + std::ptrdiff_t(row * grid.row_length), n,
                dense.values.begin() + std::ptrdiff_t(row * n));
  return dense;
}

AlignedVector InnerRefinement::with_padding(const TensorGrid &grid, const Dense &dense) {
  const std::size_t n = grid.axis.size();
  AlignedVector values(grid.size(), 0.);
  for (std::size_t row = 0; row < grid.n_rows; ++row)
    std::copy_n(dense.values.begin() + std::ptrdiff_t(row * n), n,
                values.begin() + std::ptrdiff_t(row * grid.row_length));
  return values;
}

void InnerRefinement::multiply(const std::vector<std::vector<double>> &factors, Dense &dense) {
  std::size_t inner = 1;
  for (std::size_t k = 0; k < factors.size(); ++k) {
    const std::size_t n = dense.extents[k];
    for (std::size_t i = 0; i < dense.values.size(); ++i)
      dense.values[i] *= factors[k][i / inner % n];
    inner *= n;
  }
}

std::vector<std::vector<double>> InnerRefinement::in_all_directions(std::vector<double> factors,
                                                                    bool inverse) const {
  if (inverse)
    for (double &factor : factors)
      factor = 1. / factor;
  return std::vector<std::vector<double>>(coarse_.dimension, factors);
}

AlignedVector InnerRefinement::interpolate(const AlignedVector &values) const {
  Dense dense = without_padding(coarse_, values);
  for (unsigned int k = 0; k < coarse_.dimension; ++k)
    apply(interpolation_, k, dense);
  return with_padding(fine_, dense);
}

AlignedVector InnerRefinement::interpolate_weighted(const AlignedVector &values) const {
  Dense dense = without_padding(coarse_, values);
  multiply(in_all_directions(coarse_weights_, true), dense);
  for (unsigned int k = 0; k < coarse_.dimension; ++k)
    apply(interpolation_, k, dense);
  multiply(in_all_directions(fine_weights_, false), dense);
  return with_padding(fine_, dense);
}

double InnerRefinement::square(const AlignedVector &values,
                               const std::vector<std::vector<double>> &weight) const {
  Dense squares = without_padding(fine_, values);
  for (double &value : squares.values)
    value *= value;
  multiply(weight, squares);
  return std::accumulate(squares.values.begin(), squares.values.end(), 0.);
}

double InnerRefinement::gradient_energy(const AlignedVector &values,
                                        const std::vector<std::vector<double>> &weight) const {
  double energy = 0.;
  for (unsigned int k = 0; k < fine_.dimension; ++k) {
    Dense derivative = without_padding(fine_, values);
    apply(derivative_, k, derivative);
    for (double &value : derivative.values)
      value *= value;
    multiply(weight, derivative);
    energy = std::accumulate(derivative.values.begin(), derivative.values.end(), energy);
  }
  return energy;
}

template InnerRefinement::InnerRefinement(const InnerMesh<2> &);
template InnerRefinement::InnerRefinement(const InnerMesh<3> &);

} // namespace rhoflow
