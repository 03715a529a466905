// SPDX-License-Identifier: Apache-2.0
#include "density_files/density_axes.h"

#include "network/weight_names.h"

namespace rhoflow {

namespace {

void write_list(Hdf5Writer &file, const std::string &name, const std::vector<double> &values) {
  file.array(name, {values.size()}, values.data());
}

template <int dim>
void write_part(Hdf5Writer &file, const Density<dim> &density, const std::string &group) {
  const DensitySpace<dim> &space = *density.space;
  const OuterBasis &basis = space.basis();
  const InnerMesh<dim> &mesh = space.mesh();
  const std::string part = group + part_of(density);
  std::vector<double> outer_weights, inner_nodes, inner_weights;
  for (std::size_t j = 0; j < basis.n_nodes(); ++j)
    outer_weights.push_back(basis.weights()[j] / basis.reference(basis.nodes()[j]));
  for (unsigned int c = 0; c + 1 < mesh.breakpoints().size(); ++c) {
    const double left = mesh.breakpoints()[c], size = mesh.breakpoints()[c + 1] - left;
    for (unsigned int a = 0; a < mesh.line().n_nodes(); ++a) {
      inner_nodes.push_back(left + size * mesh.line().nodes()[a]);
      inner_weights.push_back(size * mesh.line().weights()[a]);
    }
  }
  const std::vector<std::string> names = weight_names(density.is_head, dim - 1);
  for (std::size_t k = 0; k < names.size(); ++k) {
    const bool outer = k < space.n_components();
    write_list(file, part + "/axes/" + names[k], outer ? basis.nodes() : inner_nodes);
    write_list(file, part + "/weights/" + names[k], outer ? outer_weights : inner_weights);
  }
}

} // namespace

template <int dim>
void write_density_axes(Hdf5Writer &file, const FlowState<dim> &state, const std::string &group) {
  const auto write_mesh = [&](std::size_t k, const std::string &prefix) {
    write_list(file, group + prefix + "inner_breakpoints", state.space(k).mesh().breakpoints());
    write_list(file, group + prefix + "grid", state.grid(k).axis);
  };
  write_mesh(0, "");
  write_part(file, state.densities.front(), group);
  if (!state.has_head())
    return;
  const std::size_t head = state.n_slices();
  if (&state.space(head).mesh() != &state.space(0).mesh())
    write_mesh(head, "head_");
  write_part(file, state.densities.back(), group);
}

void append_unpadded(const TensorGrid &grid, const AlignedVector &field,
                     std::vector<double> &values) {
  for (std::size_t row = 0; row < grid.n_rows; ++row) {
    const auto begin = field.begin() + std::ptrdiff_t(row * grid.row_length);
    values.insert(values.end(), begin, begin + std::ptrdiff_t(grid.axis.size()));
  }
}

template void write_density_axes(Hdf5Writer &, const FlowState<2> &, const std::string &);
template void write_density_axes(Hdf5Writer &, const FlowState<3> &, const std::string &);

} // namespace rhoflow
