// SPDX-License-Identifier: Apache-2.0
#include "operators/diffusion/diffusion_modes.h"

#include "density/interior_penalty.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <array>

namespace rhoflow {

namespace {

/// Weights of the nodes along one direction of the mesh.
template <int dim>
std::vector<double> line_weights(const InnerMesh<dim> &mesh) {
  std::vector<double> weights;
  for (unsigned int c = 0; c < mesh.cells_per_side(); ++c)
    for (const double weight : mesh.line().weights())
      weights.push_back(weight * (mesh.breakpoints()[c + 1] - mesh.breakpoints()[c]));
  return weights;
}

/// The numbers of the nodes, ordered as a tensor product of whole lines.
template <int dim>
std::vector<std::size_t> tensor_order(const InnerMesh<dim> &mesh) {
  const std::size_t m = mesh.line().n_nodes(), n = mesh.cells_per_side() * m;
  std::vector<std::size_t> nodes(mesh.n_nodes());
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a) {
      std::size_t place = 0;
      for (unsigned int d = dim; d-- > 0;)
        place = place * n + mesh.position(c)[d] * m + mesh.local_index(a, d);
      nodes[place] = std::size_t(c) * mesh.nodes_per_cell() + a;
    }
  return nodes;
}

/// The transform of one outer weight as full matrices: coefficients of unit values, and values of
/// unit coefficients.
std::array<OuterColumns, 2> full_matrices(const LineTables &tables) {
  const std::size_t n = tables.n, width = 8; // one SIMD vector a row
  std::array<std::vector<double>, 2> matrices{std::vector<double>(n * n),
                                              std::vector<double>(n * n)};
  AlignedVector in(n * width), out(n * width), work(tables.work_size(width));
  std::vector<const double *> in_rows;
  std::vector<double *> out_rows;
  for (std::size_t i = 0; i < n; ++i) {
    in_rows.push_back(in.data() + i * width);
    out_rows.push_back(out.data() + i * width);
  }
  for (std::size_t j = 0; j < n; ++j) {
    std::fill(in.begin(), in.end(), 0.);
    in[j * width] = 1.;
    transform_forward(tables, width, in_rows.data(), out_rows.data(), work.data());
    for (std::size_t i = 0; i < n; ++i)
      matrices[0][i * n + j] = out[i * width];
    transform_backward(tables, width, in_rows.data(), out_rows.data(), work.data());
    for (std::size_t i = 0; i < n; ++i)
      matrices[1][i * n + j] = out[i * width];
  }
  return {OuterColumns::of(matrices[0], n), OuterColumns::of(matrices[1], n)};
}

} // namespace

template <int dim>
DiffusionModes<dim>::DiffusionModes(std::shared_ptr<const DensitySpace<dim>> space,
                                    const Noise &noise)
    : space_(std::move(space)), outer_{0.}, norm_weights_(space_->weight()) {
  const InnerMesh<dim> &mesh = space_->mesh();
  const LineModes modes = LineModes::of(interior_penalty_laplacian(mesh.line(), mesh.breakpoints()),
                                        line_weights(mesh));
  line_ = modes.tables;
  node_ = tensor_order(mesh);
  n_lines_ = node_.size() / line_.n;
  for (std::size_t row = 0; row < node_.size(); ++row) {
    double sum = 0.;
    for (std::size_t rest = row, d = 0; d < dim; ++d, rest /= line_.n)
      sum += modes.eigenvalues[rest % line_.n];
    inner_.push_back(noise.temperature * sum);
  }
  const OuterBasis &basis = space_->basis();
  const OuterNoise outer = basis.noise(noise.temperature, noise.confinement);
  if (outer.laplacian.empty())
    return;
  const LineModes outer_modes = LineModes::of(outer.laplacian, basis.weights());
  const auto matrices = full_matrices(outer_modes.tables);
  outer_forward_ = matrices[0];
  outer_backward_ = matrices[1];
  outer_.assign(space_->stride(), 0.);
  for (std::size_t j = 0; j < space_->n_outer(); ++j) {
    norm_weights_[j] = 1.;
    for (unsigned int k = 0; k < space_->n_components(); ++k)
      outer_[j] += noise.temperature * outer_modes.eigenvalues[space_->outer_index(j, k)];
  }
}

template <int dim>
std::size_t DiffusionModes<dim>::step_of(unsigned int direction) const {
  std::size_t step = 1;
  for (unsigned int d = 0; d < direction; ++d)
    step *= line_.n;
  return step;
}

template <int dim>
std::size_t DiffusionModes<dim>::first_of(unsigned int direction, std::size_t line) const {
  const std::size_t step = step_of(direction);
  return line / step * step * line_.n + line % step;
}

template <int dim>
void DiffusionModes<dim>::transform_outer(const OuterColumns &matrix, double *rows,
                                          std::size_t n_rows) const {
  const std::size_t stride = space_->stride(), n = space_->basis().n_nodes();
  AlignedVector copy(n_rows * stride);
  for (unsigned int k = 0; k < space_->n_components(); ++k) {
    std::copy_n(rows, n_rows * stride, copy.begin());
    std::fill_n(rows, n_rows * stride, 0.);
    add_outer_product(matrix, k == 0 ? 1 : n, space_->n_outer(), n_rows, stride, copy.data(), rows);
  }
}

template <int dim>
template <typename Number>
void DiffusionModes<dim>::find_rows(unsigned int direction, std::size_t line, Number *nodal,
                                    double *modal, std::vector<Number *> &nodes,
                                    std::vector<double *> &modes) const {
  const std::size_t stride = space_->stride(), step = step_of(direction);
  const std::size_t first = first_of(direction, line);
  nodes.resize(line_.n);
  modes.resize(line_.n);
  for (std::size_t i = 0; i < line_.n; ++i) {
    const std::size_t place = first + i * step;
    modes[i] = modal + place * stride;
    nodes[i] = direction == 0 ? nodal + node_[place] * stride : modes[i];
  }
}

template <int dim>
void DiffusionModes<dim>::forward(unsigned int direction, std::size_t begin, std::size_t end,
                                  const AlignedVector &nodal, AlignedVector &modal) const {
  RHOFLOW_PRECONDITION(nodal.size() == space_->n_values() && modal.size() == nodal.size(),
                       "whole densities");
  AlignedVector work(line_.work_size(space_->stride()));
  std::vector<const double *> nodes;
  std::vector<double *> modes;
  for (std::size_t line = begin; line < end; ++line) {
    find_rows(direction, line, nodal.data(), modal.data(), nodes, modes);
    transform_forward(line_, space_->stride(), nodes.data(), modes.data(), work.data());
    if (direction == 0 && transforms_outer())
      transform_outer(outer_forward_, modes[0], line_.n);
  }
}

template <int dim>
void DiffusionModes<dim>::backward(unsigned int direction, std::size_t begin, std::size_t end,
                                   AlignedVector &modal, AlignedVector &nodal) const {
  RHOFLOW_PRECONDITION(nodal.size() == space_->n_values() && modal.size() == nodal.size(),
                       "whole densities");
  AlignedVector work(line_.work_size(space_->stride()));
  std::vector<double *> nodes, modes;
  for (std::size_t line = begin; line < end; ++line) {
    find_rows(direction, line, nodal.data(), modal.data(), nodes, modes);
    if (direction == 0 && transforms_outer())
      transform_outer(outer_backward_, modes[0], line_.n);
    transform_backward(line_, space_->stride(), modes.data(), nodes.data(), work.data());
  }
}

template class DiffusionModes<2>;
template class DiffusionModes<3>;

} // namespace rhoflow
