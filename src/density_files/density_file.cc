#include "density_files/density_file.h"

#include "base/file_announcement.h"
#include "base/text_file.h"
#include "density_files/cell_boxes.h"
#include "density_files/density_axes.h"
#include "diagnostics/nodal_marginals.h"
#include "diagnostics/tensor_evaluation.h"
#include "network/weight_names.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
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

/// All of @p values by the first process, at depth @p depth if the array has one.
void write_whole(Hdf5Writer &file, const Communicator &communicator, const std::string &name,
                 const Layout &layout, std::size_t depth, const std::vector<double> &values) {
  ArrayShape start(layout.shape.size(), 0), count = layout.shape;
  if (layout.axes.compare(0, 5, "depth") == 0) {
    start[0] = depth;
    count[0] = 1;
  }
  if (!communicator.is_root())
    count.assign(count.size(), 0);
  communicator.agree([&] {
    file.write_block(name, start, count, communicator.is_root() ? values : std::vector<double>());
  });
}

/// The density at the nodes of @p box, inner index slowest; a process has all of its cells.
template <int dim>
std::vector<double> values_in(const Density<dim> &density, const CellBox<dim> &box) {
  const DensitySpace<dim> &space = *density.space;
  const InnerMesh<dim> &mesh = space.mesh();
  const std::size_t nodes = mesh.nodes_per_cell(), n = space.n_outer();
  const unsigned int line = mesh.line().n_nodes(), side = mesh.cells_per_side();
  std::array<std::size_t, dim> extent;
  std::size_t size = n;
  for (std::size_t k = 0; k < dim; ++k)
    size *= extent[k] = std::size_t(box.last[k] - box.first[k]) * line;
  std::vector<double> values(size);
  for (std::size_t target = 0; target < size / n; ++target) {
    // Where the node lies along every direction, in cells and in its cell.
    std::size_t left = target;
    unsigned int cell = 0, a = 0, cells = 1, places = 1;
    for (std::size_t k = 0; k < dim; ++k) {
      const std::size_t place = left % extent[k];
      left /= extent[k];
      cell += cells * (box.first[k] + static_cast<unsigned int>(place / line));
      a += places * static_cast<unsigned int>(place % line);
      cells *= side;
      places *= line;
    }
    const double *const row =
        density.values.data() + (density.cells.stored_index(cell) * nodes + a) * space.stride();
    for (std::size_t j = 0; j < n; ++j)
      values[target * n + j] = space.nodal_factor(j) * row[j];
  }
  return values;
}

/// Density @p k, every process its cells.
template <int dim>
void write_density(Hdf5Writer &file, const FlowState<dim> &state, std::size_t k,
                   const std::string &name, std::size_t depth) {
  const Density<dim> &density = state.densities[k];
  const InnerMesh<dim> &mesh = density.space->mesh();
  const std::uint64_t line = mesh.line().n_nodes();
  std::vector<CellBox<dim>> boxes =
      boxes_of_cells<dim>(density.cells.first, density.cells.last, mesh.cells_per_side());
  boxes.resize(2 * dim - 1); // all processes write as many
  for (const CellBox<dim> &box : boxes) {
    ArrayShape start, count;
    if (!density.is_head) {
      start.push_back(depth);
      count.push_back(1);
    }
    for (std::size_t i = dim; i-- > 0;) {
      start.push_back(box.first[i] * line);
      count.push_back((box.last[i] - box.first[i]) * line);
    }
    for (unsigned int i = 0; i < density.space->n_components(); ++i) {
      start.push_back(0);
      count.push_back(density.space->basis().n_nodes());
    }
    state.communicator.agree(
        [&] { file.write_block(name, start, count, values_in(density, box)); });
  }
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

/// The marginals of all inner weights and of all pairs of the densities [first, last).
template <int dim>
void write_marginals(Hdf5Writer &file, const FlowState<dim> &state, std::size_t first,
                     std::size_t last, NumberBits bits) {
  const Density<dim> &density = state.densities[first];
  const unsigned int n = density.n_coordinates(), n_outer = density.space->n_components();
  const std::vector<std::string> names = weight_names(density.is_head, dim - 1);
  const std::string folder = std::string(part_of(density)) + "/marginals/";
  std::vector<unsigned int> inner;
  for (unsigned int i = n_outer; i < n; ++i)
    inner.push_back(i);
  const Layout inner_layout = layout_of(state, density, inner);
  create(file, folder + "inner", inner_layout, bits);
  for (unsigned int i = 0; i < n; ++i)
    for (unsigned int k = i + 1; k < n; ++k)
      create(file, folder + names[i] + "_" + names[k], layout_of(state, density, {i, k}), bits);
  for (std::size_t j = first; j < last; ++j) {
    std::unique_ptr<NodalMarginals<dim>> marginals; // of the first process
    visit_density<dim>(state, j, [&](const AlignedVector &values) {
      marginals = std::make_unique<NodalMarginals<dim>>(state.space(j), values);
    });
    const auto write = [&](const std::string &name, const Layout &layout, auto values) {
      write_whole(file, state.communicator, folder + name, layout, j - first,
                  marginals ? values() : std::vector<double>());
    };
    write("inner", inner_layout, [&] { return marginals->inner(); });
    for (unsigned int i = 0; i < n; ++i)
      for (unsigned int k = i + 1; k < n; ++k)
        write(names[i] + "_" + names[k], layout_of(state, density, {i, k}),
              [&] { return density_values(*density.space, i, k, marginals->pair(i, k)); });
  }
}

/// What the network sees of the densities [first, last).
template <int dim>
void write_moments(Hdf5Writer &file, const FlowState<dim> &state, std::size_t first,
                   std::size_t last) {
  const TensorGrid &grid = state.grid();
  std::vector<double> values;
  for (std::size_t k = first; k < last; ++k)
    for (const AlignedVector &component : state.moments.fields[k])
      append_unpadded(grid, component, values);
  const std::uint64_t components = state.moments.fields[first].size();
  file.array(std::string(part_of(state.densities[first])) + "/first_moments",
             {last - first, components, grid.axis.size() * grid.n_rows}, values.data());
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
  if (weights.outer_basis == "hermite")
    file.attribute("outer_variance", 1.);
  else
    file.attribute("outer_degree", std::int64_t(weights.outer_degree > 0 ? weights.outer_degree
                                                                         : weights.inner.degree));
  file.array("depths", {problem.depth.size()}, problem.depth.nodes().data());
  file.array("depth_weights", {problem.depth.size()}, problem.depth.weights().data());
}

/// Encoder or head: the densities [first, last).
template <int dim>
void write_part_of(Hdf5Writer &file, const FlowState<dim> &state, std::size_t first,
                   std::size_t last, const DensityFileMeaning &meaning) {
  const Density<dim> &density = state.densities[first];
  const std::string part = part_of(density);
  state.communicator.agree([&] { write_moments(file, state, first, last); });
  file.attribute_of(part, "length_scale", density.scale);
  if (!meaning.full) {
    write_marginals(file, state, first, last, meaning.bits);
    return;
  }
  std::vector<unsigned int> all(density.n_coordinates());
  std::iota(all.begin(), all.end(), 0u);
  const std::string name = part + "/density";
  create(file, name, layout_of(state, density, all), meaning.bits);
  for (std::size_t k = first; k < last; ++k)
    write_density(file, state, k, name, k - first);
}

void take_name(const std::string &file, const std::string &name) {
  std::error_code error;
  std::filesystem::rename(file, name, error);
  if (error)
    fail_to_write(name, error.value());
}

} // namespace

template <int dim>
void write_density_file(const std::string &path, const FlowState<dim> &state,
                        const DensityFileMeaning &meaning) {
  const std::string unfinished = path + ".part0"; // one name for all processes
  try {
    std::optional<Hdf5Writer> file;
    state.communicator.agree([&] {
      announce_file(path);
      file.emplace(unfinished, state.communicator);
      write_meaning(*file, *state.problem, state.time, meaning);
      write_density_axes(*file, state);
    });
    write_part_of(*file, state, 0, state.n_slices(), meaning);
    if (state.has_head())
      write_part_of(*file, state, state.n_slices(), state.densities.size(), meaning);
    state.communicator.agree([&] { file->close(); });
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
