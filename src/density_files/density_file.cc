// SPDX-License-Identifier: Apache-2.0
#include "density_files/density_file.h"

#include "base/file_announcement.h"
#include "base/text_file.h"
#include "density_files/cell_boxes.h"
#include "density_files/density_axes.h"
#include "diagnostics/nodal_marginals.h"
#include "network/weight_names.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <numeric>
#include <optional>

namespace rhoflow {

namespace {

constexpr const char *schema = "rhoflow densities";
constexpr std::int64_t version = 1;

/// Extents, chunk and names of the indices of an array, slowest index first.
struct Layout {
  ArrayShape shape, chunk;
  std::string axes;

  void add(const std::string &name, std::uint64_t extent, std::uint64_t in_chunk) {
    shape.push_back(extent);
    chunk.push_back(in_chunk);
    axes += (axes.empty() ? "" : ",") + name;
  }
};

/// The part of @p state that @p density belongs to has one density a depth node, or is the head.
template <int dim>
Layout start_layout(const FlowState<dim> &state, const Density<dim> &density) {
  Layout layout;
  if (!density.is_head)
    layout.add("depth", state.n_slices(), 1);
  return layout;
}

/// Nodes along a weight, and how many of them a cell has; all where there are no cells.
template <int dim>
std::array<std::uint64_t, 2> nodes_along(const DensitySpace<dim> &space, unsigned int coordinate) {
  const std::uint64_t line = space.mesh().line().n_nodes();
  if (coordinate >= space.n_components())
    return {space.mesh().cells_per_side() * line, line};
  return {space.basis().n_nodes(), space.basis().n_nodes()};
}

/// The layout of a function of the weights @p coordinates, increasing; the last is the slowest.
template <int dim>
Layout layout_of(const FlowState<dim> &state, const Density<dim> &density,
                 const std::vector<unsigned int> &coordinates) {
  Layout layout = start_layout(state, density);
  const std::vector<std::string> names = weight_names(density.is_head, dim - 1);
  for (auto k = coordinates.rbegin(); k != coordinates.rend(); ++k) {
    const auto [all, in_cell] = nodes_along(*density.space, *k);
    layout.add(names[*k], all, in_cell);
  }
  return layout;
}

void create(Hdf5Writer &file, const std::string &name, const Layout &layout, NumberBits bits) {
  file.create_field(name, layout.shape, layout.chunk, bits);
  file.attribute_of(name, "axes", layout.axes);
}

/// All of @p values, at depth @p depth if the array has one.
void write_whole(Hdf5Writer &file, const std::string &name, const Layout &layout, std::size_t depth,
                 const std::vector<double> &values) {
  ArrayBlock whole{ArrayShape(layout.shape.size(), 0), layout.shape};
  if (layout.axes.compare(0, 5, "depth") == 0) {
    whole.start[0] = depth;
    whole.count[0] = 1;
  }
  file.write_blocks(name, {whole}, whole, values);
}

/// Puts the density at the nodes of the cells of this process into the values of the cells of
/// @p frame, which holds them all, [inner node][outer index], the last direction slowest.
template <int dim>
void copy_values(const Density<dim> &density, const CellBox<dim> &frame,
                 std::vector<double> &values) {
  const DensitySpace<dim> &space = *density.space;
  const InnerMesh<dim> &mesh = space.mesh();
  const std::size_t nodes = mesh.nodes_per_cell(), n = space.n_outer();
  const unsigned int line = mesh.line().n_nodes();
  for (unsigned int c = density.cells.first; c < density.cells.last; ++c) {
    const std::array<unsigned int, dim> &place = mesh.position(c);
    for (unsigned int a = 0; a < nodes; ++a) {
      std::size_t target = 0;
      for (unsigned int k = dim; k-- > 0;) {
        const std::size_t extent = std::size_t(frame.last[k] - frame.first[k]) * line;
        target = target * extent + (place[k] - frame.first[k]) * line + mesh.local_index(a, k);
      }
      const double *const row =
          density.values.data() + (density.cells.stored_index(c) * nodes + a) * space.stride();
      for (std::size_t j = 0; j < n; ++j)
        values[target * n + j] = space.nodal_factor(j) * row[j];
    }
  }
}

/// Where the nodes of @p box lie in the array of all densities or of one.
template <int dim>
ArrayBlock block_of(const Density<dim> &density, const CellBox<dim> &box, std::size_t depth) {
  const std::uint64_t line = density.space->mesh().line().n_nodes();
  ArrayBlock block;
  const auto add = [&](std::uint64_t start, std::uint64_t count) {
    block.start.push_back(start);
    block.count.push_back(count);
  };
  if (!density.is_head)
    add(depth, 1);
  for (std::size_t i = dim; i-- > 0;)
    add(box.first[i] * line, (box.last[i] - box.first[i]) * line);
  for (unsigned int i = 0; i < density.space->n_components(); ++i)
    add(0, density.space->basis().n_nodes());
  return block;
}

/// The cells of @p density that this process has.
template <int dim>
void write_cells(Hdf5Writer &file, const Density<dim> &density, const std::string &name,
                 std::size_t depth) {
  const unsigned int side = density.space->mesh().cells_per_side();
  const std::vector<CellBox<dim>> boxes =
      boxes_of_cells<dim>(density.cells.first, density.cells.last, side);
  // The layers in which these cells lie.
  CellBox<dim> frame;
  frame.last.fill(side);
  frame.first[dim - 1] = side;
  frame.last[dim - 1] = 0;
  for (const CellBox<dim> &box : boxes) {
    frame.first[dim - 1] = std::min(frame.first[dim - 1], box.first[dim - 1]);
    frame.last[dim - 1] = std::max(frame.last[dim - 1], box.last[dim - 1]);
  }
  std::vector<double> values;
  std::vector<ArrayBlock> blocks;
  ArrayBlock around;
  if (!boxes.empty()) {
    around = block_of(density, frame, depth);
    values.resize(std::accumulate(around.count.begin(), around.count.end(), std::size_t(1),
                                  std::multiplies<>()));
    copy_values(density, frame, values);
  }
  for (const CellBox<dim> &box : boxes)
    blocks.push_back(block_of(density, box, depth));
  file.write_blocks(name, blocks, around, values);
}

/// Density @p k, every process its cells.
template <int dim>
void write_density(Hdf5Writer &file, const FlowState<dim> &state, std::size_t k,
                   const std::string &name, std::size_t depth) {
  for_each_half(state, k, [&](const Density<dim> &density) {
    state.communicator.agree([&] { write_cells(file, density, name, depth); });
  });
}

/// A marginal of coordinates @p i < @p k with the Gaussian factor of outer weights, which the
/// values @p marginal, [k][i], are without.
template <int dim>
std::vector<double> density_values(const DensitySpace<dim> &space, unsigned int i, unsigned int k,
                                   std::vector<double> marginal) {
  const auto factor = [&](unsigned int coordinate, std::size_t node) {
    return coordinate < space.n_components() ? space.basis().reference(space.basis().nodes()[node])
                                             : 1.;
  };
  const std::size_t n = nodes_along(space, i)[0];
  for (std::size_t at = 0; at < marginal.size(); ++at)
    marginal[at] *= factor(i, at % n) * factor(k, at / n);
  return marginal;
}

/// The densities [first, last), encoder or head.
struct PartRange {
  std::size_t first, last;
};

template <int dim>
std::vector<PartRange> parts_of(const FlowState<dim> &state) {
  std::vector<PartRange> parts{{0, state.n_slices()}};
  if (state.has_head())
    parts.push_back({state.n_slices(), state.densities.size()});
  return parts;
}

/// A marginal: its name in the folder of its part, and its weights.
struct MarginalEntry {
  std::string name;
  std::vector<unsigned int> coordinates;
};

/// Those of all inner weights and of all pairs.
template <int dim>
std::vector<MarginalEntry> marginals_of(const Density<dim> &density) {
  const unsigned int n = density.n_coordinates();
  const std::vector<std::string> names = weight_names(density.is_head, dim - 1);
  std::vector<unsigned int> inner;
  for (unsigned int i = density.space->n_components(); i < n; ++i)
    inner.push_back(i);
  std::vector<MarginalEntry> entries{{"inner", inner}};
  for (unsigned int i = 0; i < n; ++i)
    for (unsigned int k = i + 1; k < n; ++k)
      entries.push_back({names[i] + "_" + names[k], {i, k}});
  return entries;
}

/// The marginals of a part, which the first process writes into its @p file. Collective.
template <int dim>
void write_marginals(std::optional<Hdf5Writer> &file, const FlowState<dim> &state,
                     const PartRange &part, NumberBits bits) {
  const Density<dim> &density = state.densities[part.first];
  const std::string folder = std::string(part_of(density)) + "/marginals/";
  const std::vector<MarginalEntry> entries = marginals_of(density);
  state.communicator.on_root([&] {
    for (const MarginalEntry &entry : entries)
      create(*file, folder + entry.name, layout_of(state, density, entry.coordinates), bits);
  });
  for (std::size_t j = part.first; j < part.last; ++j) {
    const NodalMarginals<dim> marginals = nodal_marginals(state, j);
    state.communicator.on_root([&] {
      for (const MarginalEntry &entry : entries) {
        const unsigned int i = entry.coordinates[0], k = entry.coordinates[1];
        write_whole(*file, folder + entry.name, layout_of(state, density, entry.coordinates),
                    j - part.first,
                    entry.name == "inner"
                        ? marginals.inner()
                        : density_values(*density.space, i, k, marginals.pair(i, k)));
      }
    });
  }
}

/// What the network sees of a part, and its length scale.
template <int dim>
void write_moments(Hdf5Writer &file, const FlowState<dim> &state, const PartRange &part) {
  const TensorGrid &grid = state.grid(part.first);
  const Density<dim> &density = state.densities[part.first];
  std::vector<double> values;
  for (std::size_t k = part.first; k < part.last; ++k)
    for (const AlignedVector &component : state.moments.fields[k])
      append_unpadded(grid, component, values);
  file.array(std::string(part_of(density)) + "/first_moments",
             {part.last - part.first, state.moments.fields[part.first].size(),
              grid.axis.size() * grid.n_rows},
             values.data());
  file.attribute_of(part_of(density), "length_scale", density.scale);
}

void write_meaning(Hdf5Writer &file, const MeanFieldProblem &problem, double time,
                   const DensityFileMeaning &meaning) {
  const NetworkParameters &network = problem.network;
  const WeightsParameters &weights = meaning.weights;
  file.attribute("schema", schema);
  file.attribute("version", version);
  file.attribute("generator", meaning.generator);
  file.attribute("content", meaning.full ? "full" : "marginals");
  file.attribute("time", time);
  file.attribute("inputs", std::int64_t(problem.data.dimension));
  file.attribute("activation", to_string(network.activation));
  file.attribute("alpha", network.alpha);
  file.attribute("beta", network.beta);
  file.attribute("head", to_string(network.head));
  if (!problem.has_trained_head())
    file.attribute("head_vector", network.head_vector);
  file.attribute("depth_rule", to_string(meaning.depth.rule));
  file.attribute("points_per_interval",
                 std::int64_t(meaning.depth.rule == DepthRule::gauss ? meaning.depth.nodes : 1));
  file.attribute("outer_basis", weights.outer_basis);
  file.attribute("inner_degree", std::int64_t(weights.inner.degree));
  if (problem.has_trained_head())
    file.attribute("head_inner_degree", std::int64_t(weights.inner_mesh(true).degree));
  if (weights.make_outer_basis(false)->covers_the_line())
    file.attribute("outer_variance", weights.reference_variance());
  else
    file.attribute("outer_degree", std::int64_t(weights.outer_degree > 0 ? weights.outer_degree
                                                                         : weights.inner.degree));
  file.array("depths", {problem.depth.size()}, problem.depth.nodes().data());
  file.array("depth_weights", {problem.depth.size()}, problem.depth.weights().data());
}

/// The name of the array of a whole part.
template <int dim>
std::string array_of(const FlowState<dim> &state, const PartRange &part) {
  return std::string(part_of(state.densities[part.first])) + "/density";
}

/// Creates the arrays of all densities, which are filled later.
template <int dim>
void create_densities(Hdf5Writer &file, const FlowState<dim> &state, NumberBits bits) {
  for (const PartRange &part : parts_of(state)) {
    const Density<dim> &density = state.densities[part.first];
    std::vector<unsigned int> all(density.n_coordinates());
    std::iota(all.begin(), all.end(), 0u);
    create(file, array_of(state, part), layout_of(state, density, all), bits);
  }
}

/// All densities, every process its cells. Collective.
template <int dim>
void write_densities(std::optional<Hdf5Writer> &file, const std::string &path,
                     const FlowState<dim> &state, NumberBits bits) {
  const Communicator &communicator = state.communicator;
  if (communicator.size() > 1) {
    // What one process knows it has written alone: calls of several cost messages.
    communicator.on_root([&] { file->leave(); });
    communicator.agree([&] {
      file.emplace(path, communicator);
      for (const PartRange &part : parts_of(state))
        file->open_field(array_of(state, part), bits);
    });
  }
  for (const PartRange &part : parts_of(state))
    for (std::size_t k = part.first; k < part.last; ++k)
      write_density(*file, state, k, array_of(state, part), k - part.first);
}

} // namespace

template <int dim>
void write_density_file(const std::string &path, const FlowState<dim> &state,
                        const DensityFileMeaning &meaning) {
  const std::string unfinished = path + ".part0"; // one name for all processes
  try {
    std::optional<Hdf5Writer> file; // of the first process, until densities are written
    state.communicator.on_root([&] {
      announce_file(path);
      file.emplace(unfinished);
      write_meaning(*file, *state.problem, state.time, meaning);
      write_density_axes(*file, state);
      for (const PartRange &part : parts_of(state))
        write_moments(*file, state, part);
      if (meaning.full)
        create_densities(*file, state, meaning.bits);
    });
    if (meaning.full)
      write_densities(file, unfinished, state, meaning.bits);
    else
      for (const PartRange &part : parts_of(state))
        write_marginals(file, state, part, meaning.bits);
    state.communicator.agree([&] {
      if (file)
        file->close();
    });
    state.communicator.on_root([&] { take_name(unfinished, path); });
  } catch (...) {
    std::error_code ignored; // what is wrong has been said
    std::filesystem::remove(unfinished, ignored);
    throw;
  }
}

template void write_density_file(const std::string &, const FlowState<2> &,
                                 const DensityFileMeaning &);
template void write_density_file(const std::string &, const FlowState<3> &,
                                 const DensityFileMeaning &);

} // namespace rhoflow
