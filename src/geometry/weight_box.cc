// SPDX-License-Identifier: Apache-2.0
#include "geometry/weight_box.h"

#include "diagnostics/node_moments.h"

#include <deal.II/base/quadrature_lib.h>

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
WeightBox make_weight_box(const DensitySpace<dim> &space, unsigned int refinement) {
  WeightBox box;
  const std::vector<double> inner = refined(space.mesh().breakpoints(), refinement);
  box.breakpoints.fill(inner);
  if (dim == 2)
    box.breakpoints[0] = equal_cells(space.basis().nodes().back(), inner.size() - 1);
  return box;
}

template <int dim>
std::vector<double> sample_on(const WeightBox &box, const DensitySpace<dim> &space,
                              const AlignedVector &density) {
  std::vector<LineEvaluation> lines;
  std::vector<double> nodal;
  if (dim == 2) {
    nodal = tensor_values(space, density);
    lines.push_back(outer_evaluation(space.basis(), box.points(0)));
  } else {
    const NodeMoments moments = compute_node_moments(space, density);
    nodal.resize(space.mesh().n_nodes());
    for (unsigned int c = 0; c < space.mesh().n_cells(); ++c)
      for (unsigned int a = 0; a < space.mesh().nodes_per_cell(); ++a)
        nodal[tensor_index(space.mesh(), c, a)] =
            moments.zeroth[std::size_t(c) * space.mesh().nodes_per_cell() + a];
  }
  while (lines.size() < 3)
    lines.push_back(
        inner_evaluation(space.mesh(), box.points(static_cast<unsigned int>(lines.size()))));
  return evaluate_tensor(std::move(nodal), {lines.data(), &lines[1], &lines[2]});
}

template WeightBox make_weight_box(const DensitySpace<2> &, unsigned int);
template WeightBox make_weight_box(const DensitySpace<3> &, unsigned int);
template std::vector<double> sample_on(const WeightBox &, const DensitySpace<2> &,
                                       const AlignedVector &);
template std::vector<double> sample_on(const WeightBox &, const DensitySpace<3> &,
                                       const AlignedVector &);

} // namespace rhoflow
