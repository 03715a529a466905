// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/density_sampler.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

namespace {

std::vector<double> scaled(std::vector<double> values, double factor) {
  for (double &value : values)
    value *= factor;
  return values;
}

} // namespace

template <int dim>
DensitySampler<dim>::DensitySampler(const DensitySpace<dim> &space, unsigned int boxes,
                                    unsigned int margin)
    : space_(space), inner_boxes_{-space.mesh().half_width(), space.mesh().half_width(), boxes},
      outer_boxes_(inner_boxes_.widened(margin)), outer_(outer_means(space.basis(), outer_boxes_)),
      inner_(inner_means(space.mesh(), inner_boxes_)),
      wide_inner_(inner_means(space.mesh(), outer_boxes_)),
      inner_points_(inner_evaluation(space.mesh(), inner_boxes_.centres())) {
  RHOFLOW_PRECONDITION(boxes >= 2, "there is a box on either side");
}

std::vector<double> scaled_centres(const UniformBoxes &boxes, double l) {
  return scaled(boxes.centres(), l);
}

template <int dim>
std::vector<double> DensitySampler<dim>::density(const AlignedVector &density, double l) const {
  RHOFLOW_PRECONDITION(space_.n_components() == 1, "the space has one outer weight");
  std::vector<const LineEvaluation *> lines(dim + 1, &inner_);
  lines[0] = &outer_;
  return scaled(evaluate_tensor(tensor_values(space_, density), lines), std::pow(l, -(dim + 1)));
}

template <int dim>
std::vector<double> DensitySampler<dim>::inner_marginal(const NodalMarginals<dim> &marginals,
                                                        double l) const {
  return scaled(
      evaluate_tensor(marginals.inner(), std::vector<const LineEvaluation *>(dim, &inner_)),
      std::pow(l, -dim));
}

template <int dim>
std::vector<double> DensitySampler<dim>::pair_marginal(const NodalMarginals<dim> &marginals,
                                                       unsigned int first, unsigned int second,
                                                       double l) const {
  RHOFLOW_PRECONDITION(first < second && second < marginals.n_coordinates(),
                       "there is such a pair");
  const auto line = [&](unsigned int coordinate) {
    return coordinate < marginals.n_outer_weights() ? &outer_ : &wide_inner_;
  };
  return scaled(evaluate_tensor(marginals.pair(first, second), {line(first), line(second)}),
                std::pow(l, -2));
}

template <int dim>
std::vector<double>
DensitySampler<dim>::inner_function(const std::vector<double> &node_values) const {
  RHOFLOW_PRECONDITION(node_values.size() == space_.mesh().n_nodes(), "a value for every node");
  const InnerMesh<dim> &mesh = space_.mesh();
  std::vector<double> values(node_values.size());
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a)
      values[tensor_index(mesh, c, a)] = node_values[std::size_t(c) * mesh.nodes_per_cell() + a];
  return evaluate_tensor(std::move(values),
                         std::vector<const LineEvaluation *>(dim, &inner_points_));
}

template <int dim>
std::vector<double> DensitySampler<dim>::grid_function(const AlignedVector &grid_values) const {
  const InnerMesh<dim> &mesh = space_.mesh();
  std::vector<double> node_values;
  node_values.reserve(mesh.n_nodes());
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a)
      node_values.push_back(grid_values[mesh.grid_index(c, a)]);
  return inner_function(node_values);
}

template class DensitySampler<2>;
template class DensitySampler<3>;

} // namespace rhoflow
