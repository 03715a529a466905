// SPDX-License-Identifier: Apache-2.0
#include "geometry/weight_box.h"

#include "diagnostics/node_moments.h"

#include <deal.II/base/quadrature_lib.h>

#include <cmath>
#include <limits>

namespace rhoflow {

namespace {

std::vector<double> refined(const std::vector<double> &breakpoints, unsigned int refinement) {
  std::vector<double> result{breakpoints.front()};
  for (std::size_t c = 0; c + 1 < breakpoints.size(); ++c)
    for (unsigned int k = 1; k <= refinement; ++k)
      result.push_back(k == refinement
                           ? breakpoints[c + 1]
                           : breakpoints[c] +
                                 k * (breakpoints[c + 1] - breakpoints[c]) / refinement);
  return result;
}

std::vector<double> equal_cells(double end, std::size_t n) {
  std::vector<double> result;
  for (std::size_t k = 0; k <= n; ++k)
    result.push_back(-end + 2. * end * double(k) / double(n));
  return result;
}

} // namespace

std::vector<double> WeightBox::points(unsigned int direction) const {
  const dealii::QGauss<1> gauss(points_per_cell());
  const std::vector<double> &breaks = breakpoints.at(direction);
  std::vector<double> result;
  for (std::size_t c = 0; c + 1 < breaks.size(); ++c)
    for (unsigned int q = 0; q < gauss.size(); ++q)
      result.push_back(breaks[c] + gauss.point(q)[0] * (breaks[c + 1] - breaks[c]));
  return result;
}

std::size_t WeightBox::n_points() const {
  std::size_t n = 1;
  for (const std::vector<double> &breaks : breakpoints)
    n *= (breaks.size() - 1) * points_per_cell();
  return n;
}

template <int dim>
WeightBox make_weight_box(const DensitySpace<dim> &space, unsigned int refinement, double scale) {
  std::vector<double> inner = refined(space.mesh().breakpoints(), refinement);
  for (double &x : inner)
    x *= scale;
  WeightBox box;
  box.breakpoints.fill(inner);
  if (dim == 2)
    box.breakpoints[0] = equal_cells(scale * space.basis().nodes().back(), inner.size() - 1);
  return box;
}

WeightBox common_box(const WeightBox &a, const WeightBox &b) {
  WeightBox box = a;
  for (unsigned int d = 0; d < 3; ++d)
    if (b.breakpoints[d].back() > a.breakpoints[d].back())
      box.breakpoints[d] = b.breakpoints[d];
  return box;
}

namespace {

/// Evaluates nowhere beyond @p end: polynomials of elements mean nothing there.
template <typename Evaluation>
LineEvaluation evaluate_within(double end, const std::vector<double> &points,
                               const Evaluation &evaluation) {
  std::vector<double> within;
  for (const double x : points)
    if (std::abs(x) <= end)
      within.push_back(x);
  const LineEvaluation inside = evaluation(within);
  LineEvaluation line(inside.n_nodes());
  std::size_t next = 0;
  for (const double x : points) {
    if (std::abs(x) > end) {
      line.add_point(0, {0.});
      continue;
    }
    const double *row = inside.row(next);
    line.add_point(inside.first(next), {row, row + inside.width(next)});
    ++next;
  }
  return line;
}

} // namespace

template <int dim>
std::vector<double> sample_on(const WeightBox &box, const DensitySpace<dim> &space,
                              const AlignedVector &density, double scale) {
  const auto points_of = [&](unsigned int direction) {
    std::vector<double> points = box.points(direction);
    for (double &x : points)
      x /= scale;
    return points;
  };
  std::vector<LineEvaluation> lines;
  std::vector<double> nodal;
  if (dim == 2) {
    nodal = tensor_values(space, density);
    const OuterBasis &basis = space.basis();
    const double end = basis.covers_the_line() ? std::numeric_limits<double>::infinity()
                                               : space.mesh().half_width();
    lines.push_back(evaluate_within(end, points_of(0), [&](const std::vector<double> &points) {
      return outer_evaluation(basis, points);
    }));
  } else {
    const NodeMoments moments = compute_node_moments(space, density);
    nodal.resize(space.mesh().n_nodes());
    for (unsigned int c = 0; c < space.mesh().n_cells(); ++c)
      for (unsigned int a = 0; a < space.mesh().nodes_per_cell(); ++a)
        nodal[tensor_index(space.mesh(), c, a)] =
            moments.zeroth[std::size_t(c) * space.mesh().nodes_per_cell() + a];
  }
  while (lines.size() < 3)
    lines.push_back(evaluate_within(
        space.mesh().half_width(), points_of(static_cast<unsigned int>(lines.size())),
        [&](const std::vector<double> &points) { return inner_evaluation(space.mesh(), points); }));
  std::vector<double> values =
      evaluate_tensor(std::move(nodal), {lines.data(), &lines[1], &lines[2]});
  for (double &value : values)
    value /= scale * scale * scale;
  return values;
}

template WeightBox make_weight_box(const DensitySpace<2> &, unsigned int, double);
template WeightBox make_weight_box(const DensitySpace<3> &, unsigned int, double);
template std::vector<double> sample_on(const WeightBox &, const DensitySpace<2> &,
                                       const AlignedVector &, double);
template std::vector<double> sample_on(const WeightBox &, const DensitySpace<3> &,
                                       const AlignedVector &, double);

} // namespace rhoflow
