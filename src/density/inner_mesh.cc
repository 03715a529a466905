// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/density/inner_mesh.h"

#include "rhoflow/base/precondition.h"

#include <deal.II/dofs/dof_handler.h>
#include <deal.II/fe/fe_dgq.h>
#include <deal.II/grid/grid_generator.h>
#include <deal.II/grid/tria.h>

#include <algorithm>
#include <cmath>

namespace rhoflow {

namespace {

std::vector<double> graded_breakpoints(const InnerMeshParameters &parameters) {
  RHOFLOW_PRECONDITION(parameters.cells >= 1 &&
                           parameters.degree <= InnerMeshParameters::most_degree,
                       "the kernels are compiled for such a mesh");
  RHOFLOW_PRECONDITION(parameters.half_width > 0. && parameters.grading >= 0.,
                       "the box has a size");
  const unsigned int n = parameters.cells;
  std::vector<double> points(n + 1);
  for (unsigned int k = 0; k <= n; ++k) {
    // The half is taken from the other side: exactly symmetric.
    const bool upper = 2 * k > n;
    const double y = -1. + 2. * (upper ? n - k : k) / n;
    const double x = parameters.grading > 0.
                         ? std::sinh(parameters.grading * y) / std::sinh(parameters.grading)
                         : y;
    points[k] = parameters.half_width * (2 * k == n ? 0. : upper ? -x : x);
  }
  return points;
}

std::vector<double> distinct_nodes(const std::vector<double> &breakpoints,
                                   const CollocationLine &line) {
  std::vector<double> axis{breakpoints.front()};
  for (std::size_t k = 0; k + 1 < breakpoints.size(); ++k)
    for (unsigned int a = 1; a < line.n_nodes(); ++a)
      axis.push_back(a == line.degree() ? breakpoints[k + 1]
                                        : breakpoints[k] + line.nodes()[a] * (breakpoints[k + 1] -
                                                                              breakpoints[k]));
  return axis;
}

template <int dim>
void build_triangulation(const std::vector<double> &breakpoints,
                         dealii::Triangulation<dim> &triangulation) {
  std::vector<double> steps;
  for (std::size_t k = 0; k + 1 < breakpoints.size(); ++k)
    steps.push_back(breakpoints[k + 1] - breakpoints[k]);
  dealii::Point<dim> lower, upper;
  for (int k = 0; k < dim; ++k) {
    lower[k] = breakpoints.front();
    upper[k] = breakpoints.back();
  }
  dealii::GridGenerator::subdivided_hyper_rectangle(
      triangulation, std::vector<std::vector<double>>(dim, steps), lower, upper);
}

} // namespace

template <int dim>
struct InnerMesh<dim>::Elements {
  dealii::Triangulation<dim> triangulation;
  dealii::FE_DGQ<dim> element;
  dealii::DoFHandler<dim> dof_handler;

  Elements(const std::vector<double> &breakpoints, unsigned int degree)
      : element(degree), dof_handler(triangulation) {
    build_triangulation(breakpoints, triangulation);
    dof_handler.distribute_dofs(element);
  }
};

template <int dim>
InnerMesh<dim>::~InnerMesh() = default;

template <int dim>
const dealii::DoFHandler<dim, dim> &InnerMesh<dim>::dof_handler() const {
  return elements_->dof_handler;
}

template <int dim>
InnerMesh<dim>::InnerMesh(const InnerMeshParameters &parameters)
    : line_(parameters.degree), breakpoints_(graded_breakpoints(parameters)),
      elements_(std::make_unique<Elements>(breakpoints_, parameters.degree)),
      nodes_per_cell_(elements_->element.n_dofs_per_cell()),
      grid_(dim, distinct_nodes(breakpoints_, line_)) {
  positions_.resize(elements_->triangulation.n_active_cells());
  neighbors_.resize(positions_.size());
  std::vector<dealii::types::global_dof_index> dofs(nodes_per_cell_);
  for (const auto &cell : dof_handler().active_cell_iterators()) {
    const unsigned int c = cell->active_cell_index();
    for (unsigned int k = 0; k < dim; ++k) {
      const auto above =
          std::upper_bound(breakpoints_.begin(), breakpoints_.end(), cell->center()[k]);
      positions_[c][k] = static_cast<unsigned int>(above - breakpoints_.begin()) - 1;
    }
    // Slabs of cells with consecutive numbers are what parallel runs divide the mesh into.
    unsigned int number = 0;
    for (int k = dim - 1; k >= 0; --k)
      number = number * parameters.cells + positions_[c][k];
    AssertThrow(number == c, dealii::ExcInternalError());
    for (unsigned int face = 0; face < 2 * dim; ++face)
      neighbors_[c][face] =
          cell->at_boundary(face) ? no_neighbor : cell->neighbor(face)->active_cell_index();
    cell->get_dof_indices(dofs);
    for (unsigned int a = 0; a < nodes_per_cell_; ++a)
      AssertThrow(dofs[a] == std::size_t(c) * nodes_per_cell_ + a, dealii::ExcInternalError());
  }

  const unsigned int p = line_.degree();
  face_derivative_.resize(breakpoints_.size());
  for (unsigned int k = 1; k + 1 < breakpoints_.size(); ++k) {
    const auto first = grid_.axis.begin() + std::ptrdiff_t((k - 1) * p);
    face_derivative_[k] = differentiation_weights(std::vector<double>(first, first + 2 * p + 1), p);
  }
}

template <int dim>
unsigned int InnerMesh<dim>::local_index(unsigned int a, unsigned int direction) const {
  for (unsigned int k = 0; k < direction; ++k)
    a /= line_.n_nodes();
  return a % line_.n_nodes();
}

template <int dim>
std::size_t InnerMesh<dim>::grid_index(unsigned int cell, unsigned int a) const {
  std::size_t row = 0;
  for (int k = dim - 1; k > 0; --k)
    row = row * grid_.axis.size() + positions_[cell][k] * line_.degree() + local_index(a, k);
  return row * grid_.row_length + positions_[cell][0] * line_.degree() + local_index(a, 0);
}

template <int dim>
double InnerMesh<dim>::coordinate(unsigned int cell, unsigned int a, unsigned int direction) const {
  return grid_.axis[positions_[cell][direction] * line_.degree() + local_index(a, direction)];
}

template <int dim>
double InnerMesh<dim>::weight(unsigned int cell, unsigned int a) const {
  double product = 1.;
  for (unsigned int k = 0; k < dim; ++k)
    product *= extent(cell, k) * line_.weights()[local_index(a, k)];
  return product;
}

template class InnerMesh<2>;
template class InnerMesh<3>;

} // namespace rhoflow
