// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/box_means.h"

#include <deal.II/base/quadrature_lib.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace rhoflow {

namespace {

/// A Gaussian times a polynomial between two neighbouring nodes is integrated to rounding.
constexpr unsigned int gauss_points_for_hermite = 16;
/// How far beyond its outermost node a Hermite density is followed, and what may lie outside.
constexpr double farthest_beyond_nodes = 4., mass_outside = 1e-7;

/// Coefficients of the nodes from @p first on.
struct Row {
  std::size_t first = 0;
  std::vector<double> coefficients;
};

/// The row of a point x between breaks[piece] and breaks[piece + 1].
using RowAt = std::function<Row(std::size_t piece, double x)>;

/// Means over the parts of @p boxes within [breaks.front(), breaks.back()], zero being the value
/// elsewhere. A function of the line may have no derivatives at the breaks.
LineEvaluation piecewise_means(std::size_t n_nodes, const UniformBoxes &boxes,
                               const std::vector<double> &breaks, unsigned int n_gauss,
                               const RowAt &row_at) {
  const dealii::QGauss<1> gauss(n_gauss);
  LineEvaluation line(n_nodes);
  std::vector<double> sum(n_nodes);
  for (unsigned int k = 0; k < boxes.number; ++k) {
    std::fill(sum.begin(), sum.end(), 0.);
    std::size_t begin = n_nodes, end = 0;
    const double lower = boxes.edge(k), upper = boxes.edge(k + 1);
    for (std::size_t piece = 0; piece + 1 < breaks.size(); ++piece) {
      const double left = std::max(lower, breaks[piece]);
      const double length = std::min(upper, breaks[piece + 1]) - left;
      if (length <= 0.)
        continue;
      for (unsigned int q = 0; q < n_gauss; ++q) {
        const Row row = row_at(piece, left + gauss.point(q)[0] * length);
        for (std::size_t j = 0; j < row.coefficients.size(); ++j)
          sum[row.first + j] += gauss.weight(q) * length / boxes.size() * row.coefficients[j];
        begin = std::min(begin, row.first);
        end = std::max(end, row.first + row.coefficients.size());
      }
    }
    if (begin < end)
      line.add_point(begin,
                     {sum.begin() + std::ptrdiff_t(begin), sum.begin() + std::ptrdiff_t(end)});
    else
      line.add_point(0, {});
  }
  return line;
}

/// Lagrange polynomials of @p nodes at @p x.
std::vector<double> lagrange_values(const std::vector<double> &nodes, double x) {
  std::vector<double> values(nodes.size(), 1.);
  for (std::size_t j = 0; j < nodes.size(); ++j)
    for (std::size_t i = 0; i < nodes.size(); ++i)
      if (i != j)
        values[j] *= (x - nodes[i]) / (nodes[j] - nodes[i]);
  return values;
}

/// The density of outer weight @p m alone, at the nodes of its basis.
template <int dim>
std::vector<double> outer_marginal(const DensitySpace<dim> &space,
                                   const NodalMarginals<dim> &marginals, unsigned int m) {
  const InnerMesh<dim> &mesh = space.mesh();
  const std::vector<double> &pair = marginals.pair(m, marginals.n_outer_weights());
  const std::size_t n = space.basis().n_nodes();
  std::vector<double> values(n, 0.);
  const double *row = pair.data();
  for (std::size_t c = 0; c + 1 < mesh.breakpoints().size(); ++c)
    for (const double weight : mesh.line().weights()) {
      const double extent = mesh.breakpoints()[c + 1] - mesh.breakpoints()[c];
      for (std::size_t j = 0; j < n; ++j)
        values[j] += extent * weight * row[j];
      row += n;
    }
  return values;
}

} // namespace

std::vector<double> UniformBoxes::centres() const {
  std::vector<double> result;
  for (unsigned int k = 0; k < number; ++k)
    result.push_back(lower + (upper - lower) * (2. * k + 1.) / (2. * number));
  return result;
}

UniformBoxes UniformBoxes::widened(unsigned int margin) const {
  return {lower - margin * size(), upper + margin * size(), number + 2 * margin};
}

LineEvaluation outer_means(const OuterBasis &basis, const UniformBoxes &boxes) {
  // Between neighbouring nodes a density of any basis is smooth.
  std::vector<double> breaks = basis.nodes();
  if (basis.covers_the_line())
    breaks.insert(breaks.end(), {boxes.lower, boxes.upper});
  std::sort(breaks.begin(), breaks.end());
  return piecewise_means(basis.n_nodes(), boxes, breaks, gauss_points_for_hermite,
                         [&](std::size_t, double x) {
                           return Row{0, basis.evaluation(x)};
                         });
}

template <int dim>
LineEvaluation inner_means(const InnerMesh<dim> &mesh, const UniformBoxes &boxes) {
  const std::size_t n = mesh.line().n_nodes();
  const std::vector<double> &breaks = mesh.breakpoints();
  return piecewise_means(mesh.cells_per_side() * n, boxes, breaks, mesh.line().degree() / 2 + 1,
                         [&](std::size_t cell, double x) {
                           const double size = breaks[cell + 1] - breaks[cell];
                           return Row{cell * n, mesh.line().lagrange((x - breaks[cell]) / size)};
                         });
}

LineEvaluation depth_means(const DepthGrid &depth, const UniformBoxes &boxes) {
  std::vector<double> breaks{0.};
  std::vector<std::vector<double>> nodes;
  unsigned int largest = 1;
  for (const DepthGrid::Block &block : depth.blocks()) {
    nodes.emplace_back(depth.nodes().begin() + block.first,
                       depth.nodes().begin() + block.first + block.size);
    double length = 0.;
    for (unsigned int j = 0; j < block.size; ++j)
      length += depth.weights()[block.first + j];
    breaks.push_back(breaks.back() + length);
    largest = std::max(largest, block.size);
  }
  return piecewise_means(
      depth.size(), boxes, breaks, largest / 2 + 1, [&](std::size_t piece, double s) {
        return Row{depth.blocks()[piece].first, lagrange_values(nodes[piece], s)};
      });
}

template <int dim>
unsigned int outer_margin(const DensitySpace<dim> &space, const NodalMarginals<dim> &marginals,
                          const UniformBoxes &boxes) {
  const OuterBasis &basis = space.basis();
  const double end = basis.nodes().back() + farthest_beyond_nodes;
  if (!basis.covers_the_line() || end <= boxes.upper)
    return 0;
  const auto most = static_cast<unsigned int>(std::ceil((end - boxes.upper) / boxes.size()));
  const LineEvaluation means = outer_means(basis, boxes.widened(most));
  unsigned int margin = 0;
  for (unsigned int m = 0; m < space.n_components(); ++m) {
    const std::vector<double> density =
        evaluate_tensor(outer_marginal(space, marginals, m), {&means});
    double outside = 0.;
    unsigned int needed = most;
    for (; needed > 0; --needed) {
      const std::size_t k = most - needed; // the outermost boxes that are still inside
      outside += (std::abs(density[k]) + std::abs(density[density.size() - 1 - k])) * boxes.size();
      if (outside > mass_outside)
        break;
    }
    margin = std::max(margin, needed);
  }
  return margin;
}

template LineEvaluation inner_means(const InnerMesh<2> &, const UniformBoxes &);
template LineEvaluation inner_means(const InnerMesh<3> &, const UniformBoxes &);
template unsigned int outer_margin(const DensitySpace<2> &, const NodalMarginals<2> &,
                                   const UniformBoxes &);
template unsigned int outer_margin(const DensitySpace<3> &, const NodalMarginals<3> &,
                                   const UniformBoxes &);

} // namespace rhoflow
