// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/tensor_evaluation.h"

#include "base/parallel_loop.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

namespace {

/// A point this close to a cell boundary, in cells, lies on it.
constexpr double boundary_distance = 1e-9;

/// Nodes of the tensor product.
std::size_t n_node_values(const std::vector<const LineEvaluation *> &lines) {
  std::size_t n = 1;
  for (const LineEvaluation *line : lines)
    n *= line->n_nodes();
  return n;
}

} // namespace

LineEvaluation outer_evaluation(const OuterBasis &basis, const std::vector<double> &points) {
  LineEvaluation line(basis.n_nodes());
  for (const double x : points)
    line.add_point(0, basis.evaluation(x));
  return line;
}

template <int dim>
LineEvaluation inner_evaluation(const InnerMesh<dim> &mesh, const std::vector<double> &points) {
  const std::size_t n = mesh.line().n_nodes(), n_cells = mesh.cells_per_side();
  LineEvaluation line(n_cells * n);
  const std::vector<double> &breaks = mesh.breakpoints();
  for (const double x : points) {
    const auto above = std::upper_bound(breaks.begin(), breaks.end(), x);
    const auto cell = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(
        above - breaks.begin() - 1, 0, static_cast<std::ptrdiff_t>(n_cells) - 1));
    const double place = (x - breaks[cell]) / (breaks[cell + 1] - breaks[cell]);
    const std::size_t boundary = place < 0.5 ? cell : cell + 1;
    const bool on_boundary = std::min(place, 1. - place) < boundary_distance;
    if (on_boundary && boundary > 0 && boundary < n_cells) {
      // Last node of the cell below and first node of the one above, neighbours in the numbering.
      line.add_point(boundary * n - 1, {0.5, 0.5});
      continue;
    }
    line.add_point(cell * n, mesh.line().lagrange(place));
  }
  return line;
}

template <int dim>
std::size_t line_index(const InnerMesh<dim> &mesh, unsigned int cell, unsigned int a,
                       unsigned int direction) {
  return std::size_t(mesh.position(cell)[direction]) * mesh.line().n_nodes() +
         mesh.local_index(a, direction);
}

template <int dim>
std::size_t tensor_index(const InnerMesh<dim> &mesh, unsigned int cell, unsigned int a) {
  const std::size_t n = std::size_t(mesh.cells_per_side()) * mesh.line().n_nodes();
  std::size_t index = 0;
  for (unsigned int k = dim; k-- > 0;)
    index = index * n + line_index(mesh, cell, a, k);
  return index;
}

template <int dim>
std::vector<double> tensor_values(const DensitySpace<dim> &space, const AlignedVector &density) {
  RHOFLOW_PRECONDITION(density.size() == space.n_values(), "a whole density of the space");
  const InnerMesh<dim> &mesh = space.mesh();
  const std::size_t n = space.n_outer();
  std::vector<double> values(mesh.n_nodes() * n);
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a)
      std::copy_n(density.data() + (std::size_t(c) * mesh.nodes_per_cell() + a) * space.stride(), n,
                  values.data() + tensor_index(mesh, c, a) * n);
  return values;
}

std::vector<double> evaluate_tensor(std::vector<double> values,
                                    const std::vector<const LineEvaluation *> &lines) {
  RHOFLOW_PRECONDITION(values.size() == n_node_values(lines), "a value for every node");
  std::size_t slower = 1; // entries of the directions that are done
  for (std::size_t k = lines.size(); k-- > 0;) {
    const LineEvaluation &line = *lines[k];
    const std::size_t faster = values.size() / (slower * line.n_nodes());
    std::vector<double> result(slower * line.n_points() * faster, 0.);
    const auto evaluate = [&](std::size_t block, std::size_t i) {
      const double *coefficients = line.row(i);
      const double *source = values.data() + (block * line.n_nodes() + line.first(i)) * faster;
      double *target = result.data() + (block * line.n_points() + i) * faster;
      for (std::size_t j = 0; j < line.width(i); ++j)
        for (std::size_t e = 0; e < faster; ++e)
          target[e] += coefficients[j] * source[j * faster + e];
    };
    if (slower == 1) // the largest contraction: there are no blocks yet to be shared out
      parallel_for(line.n_points(), [&](std::size_t i) { evaluate(0, i); });
    else
      parallel_for(slower, [&](std::size_t block) {
        for (std::size_t i = 0; i < line.n_points(); ++i)
          evaluate(block, i);
      });
    values = std::move(result);
    slower *= line.n_points();
  }
  return values;
}

template LineEvaluation inner_evaluation(const InnerMesh<2> &, const std::vector<double> &);
template LineEvaluation inner_evaluation(const InnerMesh<3> &, const std::vector<double> &);
template std::size_t line_index(const InnerMesh<2> &, unsigned int, unsigned int, unsigned int);
template std::size_t line_index(const InnerMesh<3> &, unsigned int, unsigned int, unsigned int);
template std::size_t tensor_index(const InnerMesh<2> &, unsigned int, unsigned int);
template std::size_t tensor_index(const InnerMesh<3> &, unsigned int, unsigned int);
template std::vector<double> tensor_values(const DensitySpace<2> &, const AlignedVector &);
template std::vector<double> tensor_values(const DensitySpace<3> &, const AlignedVector &);

} // namespace rhoflow
