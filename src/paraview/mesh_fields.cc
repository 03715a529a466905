#include "paraview/mesh_fields.h"

#include "base/parallel_loop.h"
#include "diagnostics/node_moments.h"
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

/// This process' cells of density @p index.
template <int dim>
MeshPiece mesh_piece(const GradientFlow<dim> &flow, std::size_t index) {
  const DensitySpace<dim> &space = flow.space(index);
  const InnerMesh<dim> &mesh = space.mesh();
  const LocalCells &cells = flow.cells(index);
  const unsigned int n = space.n_components(), nodes = mesh.nodes_per_cell();
  const std::size_t n_points = std::size_t(cells.size()) * nodes, stored = stored_components(n);
  const double l = length_scale(flow, index);
  const double density_factor = std::pow(l, -dim), moment_factor = std::pow(l, 1 - dim);
  const std::vector<std::string> names = coordinate_names<dim>(index >= flow.n_slices());

  MeshPiece piece;
  piece.dimension = dim;
  piece.degree = mesh.line().degree();
  piece.process = flow.communicator().rank();
  piece.axis_names = {"-", "-", "-"};
  for (unsigned int k = 0; k < dim; ++k)
    piece.axis_names[k] = names[n + k];
  piece.points.assign(n_points, {0., 0., 0.});
  piece.point_fields = {{"density", 1, std::vector<double>(n_points)},
                        {"moment", stored, std::vector<double>(n_points * stored)},
                        {"potential", stored, std::vector<double>(n_points * stored)}};
  parallel_for(cells.size(), [&](std::size_t i) {
    const unsigned int c = cells.first + static_cast<unsigned int>(i);
    const LocalCells cell{c, c + 1, cells.stored_first, cells.stored_last};
    const NodeMoments moments = compute_node_moments(space, cell, flow.densities()[index]);
    for (unsigned int a = 0; a < nodes; ++a) {
      const std::size_t point = i * nodes + a;
      for (unsigned int k = 0; k < dim; ++k)
        piece.points[point][k] = l * mesh.coordinate(c, a, k);
      piece.point_fields[0].values[point] = density_factor * moments.zeroth[a];
      for (unsigned int k = 0; k < n; ++k) {
        piece.point_fields[1].values[point * stored + k] = moment_factor * moments.first[a * n + k];
        piece.point_fields[2].values[point * stored + k] =
            flow.potential(index)[k][mesh.grid_index(c, a)];
      }
    }
  });
  return piece;
}

} // namespace

template <int dim>
void MeshFields<dim>::write(const GradientFlow<dim> &flow) {
  const Communicator &communicator = flow.communicator();
  auto densities = chosen_slices(flow.n_slices());
  if (flow.has_head())
    densities.emplace_back("head", flow.n_slices());
  const auto piece_file = [&](const std::string &name, unsigned int process) {
    return series_.file_name("mesh_" + name, piece_extension(process));
  };

  communicator.agree([&] {
    for (const auto &[name, index] : densities)
      if (!flow.cells(index).empty())
        write_mesh_piece(series_.path(piece_file(name, communicator.rank())),
                         mesh_piece(flow, index), flow.time());
  });
  // Only now are all pieces there.
  communicator.on_root([&] {
    for (const auto &[name, index] : densities) {
      std::vector<std::string> pieces;
      for (unsigned int r = 0; r < communicator.size(); ++r)
        if (!flow.partition().cells(r, index).empty())
          pieces.push_back(piece_file(name, r));
      const std::size_t stored = stored_components(flow.space(index).n_components());
      const std::string record = series_.file_name("mesh_" + name, ".pvtu");
      write_mesh_record(series_.path(record), pieces,
                        {{"density", 1}, {"moment", stored}, {"potential", stored}});
      series_.add("mesh_" + name, flow.time(), record);
    }
  });
  series_.finish_time();
}

template class MeshFields<2>;
template class MeshFields<3>;

} // namespace rhoflow
