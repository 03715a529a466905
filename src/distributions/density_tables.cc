// SPDX-License-Identifier: Apache-2.0
#include "distributions/density_tables.h"

#include "base/parallel_loop.h"
#include "diagnostics/nodal_marginals.h"

#include <deal.II/base/quadrature_lib.h>

#include <algorithm>
#include <cmath>

namespace rhoflow {

namespace {

constexpr std::size_t table_intervals = 4096, projection_bins = 4096;
constexpr unsigned int gauss_points = 5;
/// How far beyond its outermost node a Hermite density is followed.
constexpr double hermite_margin = 2.;

/// Boxes per outer and inner coordinate, few enough for about ten million in all.
std::size_t outer_boxes(unsigned int n_components) {
  return n_components == 1 ? 128 : 24;
}
std::size_t inner_boxes(unsigned int dim) {
  return dim == 2 ? 128 : 32;
}

/// Spreads what stands in @p bins at points of distance @p width (in bins) over the gaps, by the
/// interpolation kernel of Monaghan, which keeps moments to order three.
std::vector<double> fill_gaps(const std::vector<double> &bins, double width) {
  const auto reach = static_cast<std::ptrdiff_t>(2. * width);
  if (reach < 1)
    return bins;
  std::vector<double> kernel;
  double sum = 0.;
  for (std::ptrdiff_t k = -reach; k <= reach; ++k) {
    const double x = std::abs(double(k)) / width;
    kernel.push_back(x < 1. ? 1. - x * x * (2.5 - 1.5 * x) : 0.5 * (2. - x) * (2. - x) * (1. - x));
    sum += kernel.back();
  }
  const auto n = static_cast<std::ptrdiff_t>(bins.size());
  std::vector<double> result(bins.size(), 0.);
  for (std::ptrdiff_t i = 0; i < n; ++i)
    for (std::ptrdiff_t k = std::max(-reach, -i); k <= std::min(reach, n - 1 - i); ++k)
      result[std::size_t(i + k)] += bins[std::size_t(i)] * kernel[std::size_t(k + reach)] / sum;
  return result;
}

std::vector<double> uniform(double lower, double upper, std::size_t n_intervals) {
  std::vector<double> points;
  for (std::size_t k = 0; k <= n_intervals; ++k)
    points.push_back(lower + (upper - lower) * double(k) / double(n_intervals));
  return points;
}

} // namespace

template <int dim>
DensityTableMaker<dim>::DensityTableMaker(const DensitySpace<dim> &space,
                                          std::vector<std::vector<double>> directions)
    : space_(space), directions_(std::move(directions)) {
  lines_.push_back(make_line(true, outer_boxes(space.n_components())));
  lines_.push_back(make_line(false, inner_boxes(dim)));
  const double outer = lines_[0].table_points.back(), inner = lines_[1].table_points.back();
  const double reach = std::sqrt(space.n_components() * outer * outer + dim * inner * inner);
  projection_points_ = uniform(-reach, reach, projection_bins);
}

template <int dim>
typename DensityTableMaker<dim>::Line DensityTableMaker<dim>::make_line(bool outer,
                                                                        std::size_t n_boxes) const {
  const InnerMesh<dim> &mesh = space_.mesh();
  const OuterBasis &basis = space_.basis();
  std::vector<double> nodes, weights, table;
  const std::vector<double> &breaks = mesh.breakpoints();
  if (outer) {
    nodes = basis.nodes();
    weights = basis.weights();
    const bool whole_line = basis.covers_the_line();
    const double end = whole_line ? nodes.back() + hermite_margin : mesh.half_width();
    // A multiple of any usual number of cells keeps boundaries of elements at ends of intervals.
    table = uniform(-end, end, whole_line ? table_intervals : nodes.size() * 64);
  } else {
    const std::size_t parts = (table_intervals + breaks.size() - 2) / (breaks.size() - 1);
    table.push_back(breaks.front());
    for (std::size_t c = 0; c + 1 < breaks.size(); ++c) {
      const double size = breaks[c + 1] - breaks[c];
      for (unsigned int a = 0; a < mesh.line().n_nodes(); ++a) {
        nodes.push_back(breaks[c] + mesh.line().nodes()[a] * size);
        weights.push_back(mesh.line().weights()[a] * size);
      }
      for (std::size_t k = 1; k <= parts; ++k)
        table.push_back(k == parts ? breaks[c + 1] : breaks[c] + size * double(k) / double(parts));
    }
  }
  const auto evaluation = [&](const std::vector<double> &points) {
    return outer ? outer_evaluation(basis, points) : inner_evaluation(mesh, points);
  };
  const dealii::QGauss<1> gauss(gauss_points);
  std::vector<double> fine, gauss_weights, boxes;
  for (std::size_t k = 0; k + 1 < table.size(); ++k)
    for (unsigned int q = 0; q < gauss_points; ++q)
      fine.push_back(table[k] + gauss.point(q)[0] * (table[k + 1] - table[k]));
  for (unsigned int q = 0; q < gauss_points; ++q)
    gauss_weights.push_back(gauss.weight(q));
  const double size = 2. * table.back() / double(n_boxes);
  for (std::size_t k = 0; k < n_boxes; ++k)
    boxes.push_back(-table.back() + (double(k) + 0.5) * size);
  return {nodes, weights, table, evaluation(fine), gauss_weights, boxes, evaluation(boxes)};
}

template <int dim>
std::vector<double> DensityTableMaker<dim>::distribution(const Line &line,
                                                         const std::vector<double> &nodal) const {
  const std::vector<double> values = evaluate_tensor(nodal, {&line.table_evaluation});
  std::vector<double> result{0.};
  for (std::size_t k = 0; k + 1 < line.table_points.size(); ++k) {
    double sum = 0.;
    for (unsigned int q = 0; q < gauss_points; ++q)
      sum += line.gauss_weights[q] * values[k * gauss_points + q];
    result.push_back(result.back() + sum * (line.table_points[k + 1] - line.table_points[k]));
  }
  return result;
}

template <int dim>
DensityTables DensityTableMaker<dim>::make(const AlignedVector &density) const {
  const NodalMarginals<dim> marginals(space_, density);
  const unsigned int n = marginals.n_coordinates();
  DensityTables tables;
  tables.moments.first.assign(n, 0.);
  tables.moments.second.assign(n * n, 0.);
  tables.marginals.resize(n);
  for (unsigned int i = 0; i < n; ++i)
    for (unsigned int j = i + 1; j < n; ++j) {
      // Everything of order two is in the marginals of pairs, everything of one in any with it.
      const Line &first = lines_[line_of(i)], &second = lines_[line_of(j)];
      const std::vector<double> &pair = marginals.pair(i, j);
      std::vector<double> first_nodal(first.nodes.size(), 0.),
          second_nodal(second.nodes.size(), 0.);
      double mixed = 0.;
      for (std::size_t b = 0; b < second.nodes.size(); ++b)
        for (std::size_t a = 0; a < first.nodes.size(); ++a) {
          const double value = pair[b * first.nodes.size() + a];
          first_nodal[a] += second.weights[b] * value;
          second_nodal[b] += first.weights[a] * value;
          mixed += first.weights[a] * second.weights[b] * first.nodes[a] * second.nodes[b] * value;
        }
      tables.moments.second[i * n + j] = tables.moments.second[j * n + i] = mixed;
      const auto finish = [&](unsigned int k, const Line &line, const std::vector<double> &nodal) {
        if (!tables.marginals[k].empty())
          return;
        double mass = 0.;
        for (std::size_t a = 0; a < nodal.size(); ++a) {
          const double part = line.weights[a] * nodal[a];
          mass += part;
          tables.moments.first[k] += part * line.nodes[a];
          tables.moments.second[k * n + k] += part * line.nodes[a] * line.nodes[a];
        }
        tables.mass = mass;
        tables.marginals[k] = distribution(line, nodal);
      };
      finish(i, first, first_nodal);
      finish(j, second, second_nodal);
    }
  add_projections(density, tables);
  return tables;
}

template <int dim>
void DensityTableMaker<dim>::add_projections(const AlignedVector &density,
                                             DensityTables &tables) const {
  if (directions_.empty())
    return;
  std::vector<const LineEvaluation *> evaluations;
  std::vector<const std::vector<double> *> points;
  for (unsigned int k = 0; k < space_.n_components() + dim; ++k) {
    evaluations.push_back(&lines_[line_of(k)].box_evaluation);
    points.push_back(&lines_[line_of(k)].box_points);
  }
  const std::vector<double> values = evaluate_tensor(tensor_values(space_, density), evaluations);

  const double lower = projection_points_.front();
  const double per_length = double(projection_bins) / (projection_points_.back() - lower);
  const std::size_t row = points[0]->size();
  tables.projections.assign(directions_.size(), {});
  parallel_for(directions_.size(), [&](std::size_t number) {
    const std::vector<double> &e = directions_[number];
    std::vector<double> bins(projection_bins, 0.), along_row(row);
    for (std::size_t a = 0; a < row; ++a)
      along_row[a] = per_length * e[0] * (*points[0])[a];
    for (std::size_t start = 0; start < values.size(); start += row) {
      double place = -lower;
      // NOLINTNEXTLINE(clang-analyzer-core.DivideZero): rows without boxes make no values
      std::size_t rest = start / row;
      for (std::size_t k = 1; k < points.size(); ++k) {
        place += e[k] * (*points[k])[rest % points[k]->size()];
        rest /= points[k]->size();
      }
      place *= per_length;
      for (std::size_t a = 0; a < row; ++a)
        bins[static_cast<std::size_t>(place + along_row[a])] += values[start + a];
    }
    double box = 1., width = 0.;
    for (std::size_t k = 0; k < points.size(); ++k) {
      const double size = (*points[k])[1] - (*points[k])[0];
      box *= size;
      width = std::max(width, std::abs(e[k]) * size * per_length);
    }
    bins = fill_gaps(bins, width);
    std::vector<double> &distribution_function = tables.projections[number];
    distribution_function.push_back(0.);
    for (const double mass : bins)
      distribution_function.push_back(distribution_function.back() + mass * box);
  });
}

template class DensityTableMaker<2>;
template class DensityTableMaker<3>;

} // namespace rhoflow
