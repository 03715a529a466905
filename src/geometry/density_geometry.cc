// SPDX-License-Identifier: Apache-2.0
#include "geometry/density_geometry.h"

#include "checkpoint/density_checkpoint.h"
#include "geometry/weighted_laplacian.h"
#include "parameters/parameter_file.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/density/initial_density.h"
#include "rhoflow/run/parameters.h"

#include <cmath>
#include <filesystem>
#include <functional>
#include <sstream>

namespace rhoflow {

namespace {

/// A run of densities as its checkpoint has it.
struct CheckpointedRun {
  std::string path;
  DensityCheckpoint content;

  explicit CheckpointedRun(const std::string &folder) : path(checkpoint_path(folder)) {
    if (!std::filesystem::exists(path))
      throw InputError(folder + ": checkpoint/density.h5 is not there; name the folder of a run of "
                                "densities with Output/Checkpoint = last");
    content = read_checkpoint(path);
  }

  template <int dim>
  std::shared_ptr<const DensitySpace<dim>> space(bool head) const {
    return std::make_shared<const DensitySpace<dim>>(
        std::make_shared<const InnerMesh<dim>>(content.weights.inner),
        content.weights.make_outer_basis(head), head ? 1 : dim - 1);
  }
};

/// The start of the run that wrote @p checkpoint, from the parameters in it.
Parameters parameters_of(const DensityCheckpoint &checkpoint) {
  Parameters parameters;
  ParameterFile file(
      [&](dealii::ParameterHandler &handler) { parameters.add_parameters(handler); });
  std::istringstream lines(checkpoint.parameters);
  for (std::string line; std::getline(lines, line);)
    if (line.compare(0, 8, "Weights/") == 0)
      file.apply_setting(line);
  return parameters;
}

/// Densities to compare with, at the quadrature points of a box: of the head or of a slice.
using OtherDensity = std::function<std::vector<double>(const WeightBox &, bool head, std::size_t)>;

template <int dim>
OtherDensity start_of(const CheckpointedRun &run) {
  const auto parameters = std::make_shared<const Parameters>(parameters_of(run.content));
  return [&run, parameters](const WeightBox &box, bool head, std::size_t) {
    const auto space = run.space<dim>(head);
    return sample_on(box, *space,
                     project_mixture(*space,
                                     parameters->weights.start(head, space->n_components(), dim),
                                     head ? "head" : "encoder"));
  };
}

template <int dim>
OtherDensity densities_of(const std::shared_ptr<const CheckpointedRun> &other) {
  return [other](const WeightBox &box, bool head, std::size_t slice) {
    const auto space = other->space<dim>(head);
    const std::size_t index = head ? other->content.n_slices() : slice;
    return sample_on(box, *space,
                     read_checkpoint_density(other->path, other->content, index, *space));
  };
}

/// Distance and constant on the mesh of one refinement.
template <int dim>
std::pair<double, double> measure_once(const DensitySpace<dim> &space, const AlignedVector &values,
                                       unsigned int refinement, const OtherDensity &other,
                                       bool head, std::size_t slice, bool poincare,
                                       const Communicator &communicator) {
  const WeightBox box = make_weight_box(space, refinement);
  const std::vector<double> density = sample_on(box, space, values),
                            before = other(box, head, slice);
  std::vector<double> middle(density.size()), source(density.size());
  for (std::size_t i = 0; i < density.size(); ++i) {
    middle[i] = 0.5 * (density[i] + before[i]);
    source[i] = density[i] - before[i];
  }
  WeightedLaplacian laplacian(box, communicator);
  laplacian.set_density(middle);
  const double distance = std::sqrt(std::max(laplacian.solve(source).energy, 0.));
  double constant = std::nan("");
  if (poincare) {
    laplacian.set_density(density);
    constant = laplacian.poincare_constant();
  }
  return {distance, constant};
}

template <int dim>
std::vector<DensityGeometry> measure(const CheckpointedRun &run, const OtherDensity &other,
                                     bool poincare, const Communicator &communicator) {
  std::vector<DensityGeometry> result;
  const std::size_t n_slices = run.content.n_slices();
  for (std::size_t k = 0; k < run.content.n_densities(); ++k) {
    const bool head = k >= n_slices;
    const auto space = run.space<dim>(head);
    const AlignedVector values = read_checkpoint_density(run.path, run.content, k, *space);
    const auto coarse = measure_once(*space, values, 1, other, head, k, poincare, communicator);
    const auto fine = measure_once(*space, values, 2, other, head, k, poincare, communicator);
    DensityGeometry geometry;
    geometry.part = head ? "head" : "encoder";
    geometry.depth = head ? 1. : run.content.depths[k];
    geometry.weight = head ? 1. : run.content.depth_weights[k];
    geometry.distance = {fine.first, std::abs(fine.first - coarse.first)};
    geometry.poincare = {fine.second, std::abs(fine.second - coarse.second)};
    result.push_back(geometry);
  }
  return result;
}

/// @throws InputError if densities of the one cannot be held against those of the other
void require_alike(const CheckpointedRun &run, const CheckpointedRun &other) {
  const auto refuse = [&](const std::string &what) {
    throw InputError(other.path + ": " + what + " than in " + run.path +
                     "; compare runs of the same kind");
  };
  if (run.content.n_inputs() != other.content.n_inputs())
    refuse("another number of inputs");
  if (run.content.depths != other.content.depths)
    refuse("other depth nodes");
  if (run.content.trained_head() != other.content.trained_head())
    refuse("another head");
}

template <int dim>
std::vector<DensityGeometry>
measure_run(const CheckpointedRun &run, const std::shared_ptr<const CheckpointedRun> &other,
            const GeometryRequest &request, const Communicator &communicator) {
  return measure<dim>(run, other == nullptr ? start_of<dim>(run) : densities_of<dim>(other),
                      request.poincare, communicator);
}

} // namespace

std::vector<DensityGeometry> measure_geometry(const GeometryRequest &request,
                                              const Communicator &communicator) {
  const CheckpointedRun run(request.run);
  std::shared_ptr<const CheckpointedRun> other;
  if (!request.other.empty()) {
    other = std::make_shared<const CheckpointedRun>(request.other);
    require_alike(run, *other);
  }
  for (const CheckpointedRun *each : {&run, other.get()})
    if (each != nullptr && each->content.length_scale != 1.)
      throw InputError(each->path + ": the weights are scaled by a regulariser; the geometry is "
                                    "measured without one");
  return run.content.n_inputs() == 1 ? measure_run<2>(run, other, request, communicator)
                                     : measure_run<3>(run, other, request, communicator);
}

} // namespace rhoflow
