// SPDX-License-Identifier: Apache-2.0
#include "paraview/mesh_fields.h"

#include "base/parallel_loop.h"
#include "diagnostics/node_moments.h"
#include "network/weight_names.h"
#include "paraview/density_fields.h"
#include "vtk/mesh_piece.h"

#include <cmath>
#include <cstdio>

namespace rhoflow {

namespace {

/// End of the name of the piece of @p process.
std::string piece_extension(unsigned int process) {
  char text[24];
  std::snprintf(text, sizeof text, "_p%04u.vtu", process);
  return text;
}

/// ParaView knows scalars and vectors of three components.
std::size_t stored_components(unsigned int components) {
  return components == 1 ? 1 : 3;
}

/// The cells of @p density behind those that @p piece has already.
template <int dim>
void add_cells(const Density<dim> &density, const GridField &potential, MeshPiece &piece) {
  const DensitySpace<dim> &space = *density.space;
  const InnerMesh<dim> &mesh = space.mesh();
  const LocalCells &cells = density.cells;
  const unsigned int n = space.n_components(), nodes = mesh.nodes_per_cell();
  const std::size_t first = piece.points.size(), stored = stored_components(n),
                    n_points = first + std::size_t(cells.size()) * nodes;
  const double l = density.scale;
  const double density_factor = std::pow(l, -dim), moment_factor = std::pow(l, 1 - dim);
  piece.points.resize(n_points, {0., 0., 0.});
  for (DataField &field : piece.point_fields)
    field.values.resize(n_points * field.components);
  parallel_for(cells.size(), [&](std::size_t i) {
    const unsigned int c = cells.first + static_cast<unsigned int>(i);
    const LocalCells cell{c, c + 1, cells.stored_first, cells.stored_last};
    const NodeMoments moments = compute_node_moments(space, cell, density.values);
    for (unsigned int a = 0; a < nodes; ++a) {
      const std::size_t point = first + i * nodes + a;
      for (unsigned int k = 0; k < dim; ++k)
        piece.points[point][k] = l * mesh.coordinate(c, a, k);
      piece.point_fields[0].values[point] = density_factor * moments.zeroth[a];
      for (unsigned int k = 0; k < n; ++k) {
        piece.point_fields[1].values[point * stored + k] = moment_factor * moments.first[a * n + k];
        piece.point_fields[2].values[point * stored + k] = potential[k][mesh.grid_index(c, a)];
      }
    }
  });
}

/// This process' cells of density @p index.
template <int dim>
MeshPiece mesh_piece(const FlowState<dim> &state, std::size_t index) {
  const DensitySpace<dim> &space = state.space(index);
  const unsigned int n = space.n_components();
  const std::size_t stored = stored_components(n);
  const std::vector<std::string> names = weight_names(state.densities[index].is_head, dim - 1);
  MeshPiece piece;
  piece.dimension = dim;
  piece.degree = space.mesh().line().degree();
  piece.process = state.communicator.rank();
  piece.axis_names = {"-", "-", "-"};
  for (unsigned int k = 0; k < dim; ++k)
    piece.axis_names[k] = names[n + k];
  piece.point_fields = {{"density", 1, {}}, {"moment", stored, {}}, {"potential", stored, {}}};
  GridField potential = state.network.potentials[index];
  if (state.is_half())
    for (AlignedVector &component : potential)
      fill_lower_rows(space.mesh().grid(), component);
  for_each_half(state, index,
                [&](const Density<dim> &density) { add_cells(density, potential, piece); });
  return piece;
}

} // namespace

template <int dim>
void MeshFields<dim>::write(const FlowState<dim> &state) {
  const Communicator &communicator = state.communicator;
  auto densities = chosen_slices(state.n_slices());
  if (state.has_head())
    densities.emplace_back("head", state.n_slices());
  const auto piece_file = [&](const std::string &name, unsigned int process) {
    return series_.file_name("mesh_" + name, piece_extension(process));
  };

  communicator.agree([&] {
    for (const auto &[name, index] : densities)
      if (!state.densities[index].cells.empty())
        write_mesh_piece(series_.path(piece_file(name, communicator.rank())),
                         mesh_piece(state, index), state.time);
  });
  // Only now are all pieces there.
  communicator.on_root([&] {
    for (const auto &[name, index] : densities) {
      std::vector<std::string> pieces;
      for (unsigned int r = 0; r < communicator.size(); ++r)
        if (!state.partition->cells(r, index).empty())
          pieces.push_back(piece_file(name, r));
      const std::size_t stored = stored_components(state.space(index).n_components());
      const std::string record = series_.file_name("mesh_" + name, ".pvtu");
      write_mesh_record(series_.path(record), pieces,
                        {{"density", 1}, {"moment", stored}, {"potential", stored}});
      series_.add("mesh_" + name, state.time, record);
    }
  });
  series_.finish_time();
}

template class MeshFields<2>;
template class MeshFields<3>;

} // namespace rhoflow
