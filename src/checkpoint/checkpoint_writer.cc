// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/checkpoint_file.h"
#include "checkpoint/checkpoint_names.h"
#include "checkpoint/run_content.h"
#include "density_files/density_axes.h"

#include <algorithm>
#include <optional>

namespace rhoflow {

namespace {

void write_meaning(Hdf5Writer &file, const DensityCheckpoint &content) {
  const WeightsParameters &weights = content.weights;
  file.attribute("activation", to_string(content.network.activation));
  file.attribute("alpha", content.network.alpha);
  file.attribute("beta", content.network.beta);
  file.attribute("head", to_string(content.network.head));
  file.attribute("head_vector", content.network.head_vector);
  file.attribute("regularization", content.regularization);
  file.attribute("length_scale", content.length_scale);
  file.attribute("depth_rule", to_string(content.depth_rule));
  file.attribute("points_per_interval", std::int64_t(content.points_per_interval));
  file.attribute("outer_basis", weights.outer_basis);
  file.attribute("outer_nodes", std::int64_t(weights.outer_nodes));
  file.attribute("head_outer_nodes", std::int64_t(weights.head_outer_nodes));
  file.attribute("outer_variance", weights.reference_variance());
  file.attribute("outer_degree", std::int64_t(weights.outer_degree));
  file.attribute("limiter", std::int64_t(weights.limiter ? 1 : 0));
  file.attribute("inner_cells", std::int64_t(weights.inner.cells));
  file.attribute("inner_degree", std::int64_t(weights.inner.degree));
  file.attribute("half_width", weights.inner.half_width);
  file.attribute("inner_grading", weights.inner.grading);
  const InnerMeshParameters head = weights.inner_mesh(true);
  file.attribute("head_inner_cells", std::int64_t(head.cells));
  file.attribute("head_inner_degree", std::int64_t(head.degree));
  file.attribute("head_half_width", head.half_width);
  file.attribute("head_inner_grading", head.grading);
  write_list(file, "depths", content.depths);
  write_list(file, "depth_weights", content.depth_weights);
  write_list(file, "predictions", content.predictions);
}

void write_progress(Hdf5Writer &file, const DensityCheckpoint &content, const NetworkGrids &grids) {
  const FlowSnapshot &flow = content.flow;
  const std::uint64_t d = content.n_inputs(), points = grids[0].axis.size() * grids[0].n_rows;
  std::vector<double> encoder, head;
  for (std::size_t k = 0; k < flow.moments.fields.size(); ++k)
    for (const AlignedVector &component : flow.moments.fields[k])
      append_unpadded(grids[k], component, k < content.n_slices() ? encoder : head);
  file.array("encoder_moments", {content.n_slices(), d, points}, encoder.data());
  write_list(file, "head_moments", head);
}

template <int dim>
void write_density(Hdf5Writer &file, const std::string &name, const DensitySpace<dim> &space,
                   const AlignedVector &density) {
  const std::size_t nodes = space.mesh().n_nodes(), n = space.n_outer();
  std::vector<double> values(nodes * n);
  for (std::size_t node = 0; node < nodes; ++node)
    std::copy_n(density.begin() + std::ptrdiff_t(node * space.stride()), n,
                values.begin() + std::ptrdiff_t(node * n));
  file.array(name, {nodes, n}, values.data());
}

} // namespace

std::string checkpoint_path(const std::string &folder) {
  return folder + "/checkpoint/density.h5";
}

template <int dim>
void write_checkpoint(const std::string &folder, const GradientFlow<dim> &flow,
                      DensityCheckpoint content) {
  const FlowState<dim> &state = flow.state();
  const Communicator &communicator = state.communicator;
  content.flow = flow.snapshot();
  content.observers[limiter_work_state] = {content.flow.limiter_work};
  content.loss = state.network.loss;
  content.length_scale = state.moments.length_scale;
  content.data = state.problem->data;
  content.predictions = state.network.predictions;
  content.depths = state.problem->depth.nodes();
  content.depth_weights = state.problem->depth.weights();

  std::optional<CheckpointFile> file; // of the first process
  std::vector<std::string> names;
  communicator.on_root([&] {
    file.emplace(checkpoint_path(folder));
    write_run(file->writer(), checkpoint_schema, checkpoint_version, content, content.flow,
              content.n_slices());
    write_meaning(file->writer(), content);
    write_progress(file->writer(), content, state.grids());
    write_density_axes(file->writer(), state, "nodes/");
  });
  for (std::size_t k = 0; k < state.densities.size(); ++k) {
    names.push_back(checkpoint_density_name(k, state.n_slices()));
    visit_density<dim>(state, k, [&](const AlignedVector &density) {
      write_density(file->writer(), names.back(), state.space(k), density);
    });
  }
  communicator.on_root([&] { file->finish(names); });
}

template void write_checkpoint<2>(const std::string &, const GradientFlow<2> &, DensityCheckpoint);
template void write_checkpoint<3>(const std::string &, const GradientFlow<3> &, DensityCheckpoint);

} // namespace rhoflow
