// SPDX-License-Identifier: Apache-2.0
#include "base/simd.h"
#include "checkpoint/checkpoint_content.h"
#include "checkpoint/checkpoint_names.h"
#include "checkpoint/run_content.h"
#include "density/outer_bases/registry.h"
#include "hdf5/hdf5_reader.h"
#include "hdf5/seal.h"
#include "rhoflow/base/errors.h"

#include <algorithm>

namespace rhoflow {

namespace {

void read_weights(const CheckpointContent &file, WeightsParameters &weights) {
  weights.outer_basis = file.choice(outer_bases(), "outer_basis").name;
  using Weights = WeightsParameters;
  using Mesh = InnerMeshParameters;
  weights.outer_nodes =
      file.count("outer_nodes", Weights::least_outer_nodes, Weights::most_outer_nodes);
  weights.head_outer_nodes = file.count("head_outer_nodes", 0, Weights::most_outer_nodes);
  if (weights.head_outer_nodes > 0 && weights.head_outer_nodes < Weights::least_outer_nodes)
    file.fail("attribute 'head_outer_nodes' is out of range");
  weights.outer_degree = file.count("outer_degree", 0, Mesh::most_degree);
  // Checkpoints of former versions have none: the reference was the standard Gaussian.
  if (!file.numbers("outer_variance").empty())
    weights.outer_variance = file.number("outer_variance");
  if (!(weights.outer_variance >= 0.))
    file.fail("attribute 'outer_variance' is out of range");
  weights.limiter = file.count("limiter", 0, 1) == 1;
  const auto read_mesh = [&](const std::string &prefix) {
    Mesh mesh;
    mesh.cells = file.count(prefix + "inner_cells", Mesh::least_cells, Mesh::most_cells);
    mesh.degree = file.count(prefix + "inner_degree", 1, Mesh::most_degree);
    mesh.half_width = file.number(prefix + "half_width");
    mesh.grading = file.number(prefix + "inner_grading");
    if (!(mesh.half_width >= Mesh::least_half_width && mesh.half_width <= Mesh::most_half_width) ||
        !(mesh.grading >= 0. && mesh.grading <= Mesh::most_grading))
      file.fail("'" + prefix + "half_width' or '" + prefix + "inner_grading' is out of range");
    return mesh;
  };
  weights.inner = read_mesh("");
  // In checkpoints of former versions encoder and head have the same mesh.
  if (!file.numbers("head_inner_cells").empty())
    weights.head_inner = read_mesh("head_");
}

void read_network(const CheckpointContent &file, DensityCheckpoint &checkpoint) {
  NetworkParameters &network = checkpoint.network;
  network.activation = file.choice<Activation>("activation");
  network.alpha = file.number("alpha");
  network.beta = file.number("beta");
  network.head = file.choice<HeadType>("head");
  network.head_vector = file.numbers("head_vector");
  checkpoint.regularization = file.number("regularization");
  checkpoint.length_scale = file.number("length_scale");
  if (!(checkpoint.length_scale > 0.))
    file.fail("attribute 'length_scale' is not positive");
}

void read_depth(const CheckpointContent &file, DensityCheckpoint &checkpoint) {
  checkpoint.depth_rule = file.choice<DepthRule>("depth_rule");
  checkpoint.points_per_interval = file.count("points_per_interval", 1, 100000);
  const ArrayShape &depths = file.shape("depths");
  if (depths.size() != 1 || depths[0] < 1 || depths[0] > 10000000)
    file.fail("data set 'depths' has the extents " + to_string(depths));
  if (checkpoint.depth_rule == DepthRule::gauss && depths[0] % checkpoint.points_per_interval != 0)
    file.fail("attribute 'points_per_interval' does not divide the " + std::to_string(depths[0]) +
              " depths");
  checkpoint.depths = file.array("depths", depths);
  checkpoint.depth_weights = file.array("depth_weights", depths);
}

/// The grid's values with the padding of its rows.
AlignedVector padded_grid(const double *values, std::size_t row, std::size_t n_rows) {
  AlignedVector field(n_rows * padded(row), 0.);
  for (std::size_t k = 0; k < n_rows; ++k)
    std::copy_n(values + k * row, row, field.begin() + std::ptrdiff_t(k * padded(row)));
  return field;
}

void read_progress(const CheckpointContent &file, DensityCheckpoint &checkpoint) {
  FlowSnapshot &flow = checkpoint.flow;
  checkpoint.observers["last_objective"] = {file.number("last_objective")};
  // Former versions did without.
  if (const auto work = checkpoint.observers.find(limiter_work_state);
      work != checkpoint.observers.end() && work->second.size() == 1)
    flow.limiter_work = work->second[0];
  checkpoint.observers["start_masses"] = file.array("start_masses", {checkpoint.n_densities()});
  checkpoint.observers["theory"] = file.array("theory", file.shape("theory"));

  const std::uint64_t d = checkpoint.n_inputs(), n_slices = checkpoint.n_slices();
  if (file.shape("first_features")[0] != n_slices)
    file.fail("data set 'first_features' has the extents " +
              to_string(file.shape("first_features")) + " for " + std::to_string(n_slices) +
              " depths");
  const auto row_of = [&](bool of_head) {
    const InnerMeshParameters mesh = checkpoint.weights.inner_mesh(of_head);
    return std::size_t(mesh.cells) * mesh.degree + 1;
  };
  const auto n_rows_of = [&](bool of_head) {
    return d == 1 ? row_of(of_head) : row_of(of_head) * row_of(of_head);
  };
  const std::size_t row = row_of(false), n_rows = n_rows_of(false), points = row * n_rows;
  const std::vector<double> &encoder = file.array("encoder_moments", {n_slices, d, points});
  for (std::size_t j = 0; j < n_slices; ++j) {
    flow.moments.fields.emplace_back();
    for (std::size_t k = 0; k < d; ++k)
      flow.moments.fields.back().push_back(
          padded_grid(encoder.data() + (j * d + k) * points, row, n_rows));
  }
  const std::vector<double> &head =
      file.array("head_moments", {checkpoint.trained_head() ? row_of(true) * n_rows_of(true) : 0});
  if (checkpoint.trained_head())
    flow.moments.fields.push_back({padded_grid(head.data(), row_of(true), n_rows_of(true))});
  flow.moments.length_scale = checkpoint.length_scale;
}

} // namespace

DensityCheckpoint read_checkpoint(const std::string &path) {
  verify_seal(path, MissingSeal::refused);
  const CheckpointContent file(
      path, checkpoint_schema, checkpoint_version,
      with_run(
          {{"activation", "head", "depth_rule", "outer_basis"},
           {"alpha", "beta", "head_vector", "regularization", "length_scale", "outer_nodes",
            "points_per_interval", "outer_degree", "limiter", "inner_cells", "head_outer_nodes",
            "inner_degree", "half_width", "inner_grading", "last_objective"},
           {"depths", "depth_weights", "predictions", "start_masses", "theory", "encoder_moments",
            "head_moments"},
           {},
           {"outer_variance", "head_inner_cells", "head_inner_degree", "head_half_width",
            "head_inner_grading"}}));
  DensityCheckpoint checkpoint;
  read_run(file, 2, checkpoint, checkpoint.flow);
  checkpoint.predictions = file.array("predictions", {checkpoint.data.size()});
  read_network(file, checkpoint);
  read_weights(file, checkpoint.weights);
  read_depth(file, checkpoint);
  checkpoint.network.check(checkpoint.n_inputs());
  read_progress(file, checkpoint);
  return checkpoint;
}

template <int dim>
AlignedVector read_checkpoint_density(const std::string &path, const DensityCheckpoint &checkpoint,
                                      std::size_t index, const DensitySpace<dim> &space) {
  const std::string name = checkpoint_density_name(index, checkpoint.n_slices());
  const Hdf5Content content =
      read_hdf5(path, checkpoint_schema, checkpoint_version, {{}, {}, {name}});
  const Hdf5Content::Array &array = content.arrays.at(name);
  const std::size_t nodes = space.mesh().n_nodes(), n = space.n_outer();
  if (array.shape != ArrayShape{nodes, n})
    throw InputError(path + ": data set '" + name + "' has the extents " + to_string(array.shape) +
                     " instead of " + to_string({nodes, n}) +
                     "; start the run anew without --resume");
  AlignedVector density(space.n_values(), 0.);
  for (std::size_t node = 0; node < nodes; ++node)
    std::copy_n(array.values.begin() + std::ptrdiff_t(node * n), n,
                density.begin() + std::ptrdiff_t(node * space.stride()));
  return density;
}

template AlignedVector read_checkpoint_density<2>(const std::string &, const DensityCheckpoint &,
                                                  std::size_t, const DensitySpace<2> &);
template AlignedVector read_checkpoint_density<3>(const std::string &, const DensityCheckpoint &,
                                                  std::size_t, const DensitySpace<3> &);

} // namespace rhoflow
