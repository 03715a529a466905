// SPDX-License-Identifier: Apache-2.0
#include "prediction/finished_run.h"

#include "checkpoint/density_checkpoint.h"
#include "checkpoint/particle_checkpoint.h"
#include "checkpoint/point_checkpoint.h"
#include "data/samples_file.h"
#include "observers/predictions_observer.h"
#include "particles/exchange/particle_import.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/mean_field/network_evaluation.h"
#include "run/point_setup.h"

#include <filesystem>
#include <memory>
#include <sstream>

namespace rhoflow {

namespace {

namespace fs = std::filesystem;

/// The value of @p key in lines "Section/Key = value"; empty if it is not there.
std::string value_of(const std::string &parameters, const std::string &key) {
  std::istringstream lines(parameters);
  const std::string start = key + " = ";
  for (std::string line; std::getline(lines, line);)
    if (line.compare(0, start.size(), start) == 0)
      return line.substr(start.size());
  return {};
}

/// What the checkpoint @p path says of the data.
void read_data(const std::string &path, const RunCheckpoint &checkpoint, FinishedRun &run) {
  const unsigned int d = checkpoint.data.dimension;
  run.input_names = names_of_inputs(value_of(checkpoint.parameters, "Data/Columns"), d);
  const auto label = checkpoint.observers.find(label_units_state);
  const auto inputs = checkpoint.observers.find(input_units_state);
  if (label == checkpoint.observers.end() || inputs == checkpoint.observers.end()) {
    const std::string standardised = value_of(checkpoint.parameters, "Data/Standardise");
    if (!standardised.empty() && standardised != "none")
      throw InputError(path + ": the units of the data are not in it; run the problem again, or "
                              "write a new checkpoint with --resume and a later Time/End time");
    return;
  }
  const std::size_t n = inputs->second.size();
  if (label->second.size() != 2 || (n != 0 && n != 2 * d))
    throw InputError(path + ": the units of the data do not fit them; run the problem again");
  run.units.label_shift = label->second[0];
  run.units.label_scale = label->second[1];
  const auto middle = inputs->second.begin() + std::ptrdiff_t(n / 2);
  run.units.input_shift.assign(inputs->second.begin(), middle);
  run.units.input_scale.assign(middle, inputs->second.end());
}

/// What the checkpoint @p path, written at @p time, says but for the network.
FinishedRun described_run(const std::string &path, const RunCheckpoint &checkpoint, double time) {
  FinishedRun run;
  run.file = path;
  run.time = time;
  read_data(path, checkpoint, run);
  return run;
}

template <int dim>
void read_densities(const DensityCheckpoint &checkpoint, FinishedRun &run) {
  const bool gauss = checkpoint.depth_rule == DepthRule::gauss;
  const auto points = gauss ? checkpoint.points_per_interval : 1u;
  const auto problem = std::make_shared<MeanFieldProblem>(
      MeanFieldProblem{checkpoint.network,
                       checkpoint.data,
                       DepthGrid(checkpoint.depth_rule, points,
                                 static_cast<unsigned int>(checkpoint.n_slices() / points)),
                       {}});
  NetworkGrids grids;
  for (std::size_t k = 0; k < problem->n_densities(); ++k)
    grids.push_back(
        InnerMesh<dim>(checkpoint.weights.inner_mesh(k >= checkpoint.n_slices())).grid());
  run.predict = [problem, grids,
                 moments = checkpoint.flow.moments](const std::vector<double> &inputs) {
    return PredictedValues{predict(*problem, grids, moments, inputs), {}};
  };
}

FinishedRun read_density_run(const std::string &path) {
  const DensityCheckpoint checkpoint = read_checkpoint(path);
  FinishedRun run = described_run(path, checkpoint, checkpoint.flow.time);
  if (checkpoint.n_inputs() == 1)
    read_densities<2>(checkpoint, run);
  else
    read_densities<3>(checkpoint, run);
  return run;
}

FinishedRun read_finite_network(const std::string &path, const std::string &checkpoint_file) {
  FinishedRun run;
  const ParticleReader reader(path);
  if (reader.n_times() == 0)
    throw InputError(path + ": there are no weights in it");
  run.file = path;
  run.time = reader.times().back();
  run.input_names = names_of_inputs({}, reader.header().n_inputs);
  if (fs::exists(checkpoint_file))
    read_data(checkpoint_file, read_particle_checkpoint(checkpoint_file), run);
  const auto network =
      std::make_shared<ImportedNetwork>(import_network(reader, reader.n_times() - 1));
  run.predict = [network](const std::vector<double> &inputs) {
    return PredictedValues{network->predict(inputs), {}};
  };
  return run;
}

FinishedRun read_point_run(const std::string &path) {
  const PointCheckpoint checkpoint = read_point_checkpoint(path);
  FinishedRun run = described_run(path, checkpoint, checkpoint.training.time);
  const auto points = std::make_shared<FinishedPoints>(finished_points(path, checkpoint));
  run.has_errors = true;
  run.predict = [points](const std::vector<double> &inputs) {
    return points->training.predict_with_errors(inputs);
  };
  return run;
}

} // namespace

PredictedValues FinishedRun::predict_in_user_units(const std::vector<double> &inputs) const {
  return in_units_of_user(predict(units.inputs_of_solver(inputs)), units);
}

FinishedRun read_finished_run(const std::string &folder) {
  if (!fs::is_directory(folder))
    throw InputError(folder + ": there is no such folder; name that of a run");
  if (const std::string path = checkpoint_path(folder); fs::exists(path))
    return read_density_run(path);
  if (const std::string path = point_checkpoint_path(folder); fs::exists(path))
    return read_point_run(path);
  if (const std::string path = folder + "/particles.h5"; fs::exists(path))
    return read_finite_network(path, particle_checkpoint_path(folder));
  throw InputError(folder +
                   ": no checkpoint/density.h5, checkpoint/points.h5 or particles.h5 is "
                   "there; name the folder of a finished run, with Output/Checkpoint not none");
}

} // namespace rhoflow
