// SPDX-License-Identifier: Apache-2.0
#include "comparison/trained_network.h"

#include "checkpoint/point_checkpoint.h"
#include "comparison/point_network.h"
#include "csv/number_table.h"
#include "density/outer_bases/registry.h"
#include "distributions/density_distribution.h"
#include "distributions/particle_distribution.h"
#include "particles/exchange/particle_check.h"
#include "rhoflow/base/errors.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <sstream>

namespace rhoflow {

namespace {

namespace fs = std::filesystem;

bool same_time(double a, double b) {
  return std::abs(a - b) <= 1e-6 * (1. + std::abs(b));
}

[[noreturn]] void fail_for_time(const std::string &path, double found, double wanted) {
  std::ostringstream message;
  message << path << ": there is no state at t = " << wanted << ", the nearest is of t = " << found
          << "; compare networks at the same training time";
  throw InputError(message.str());
}

} // namespace

TrainedNetwork load_density_run(const std::string &folder, unsigned int n_directions) {
  const std::string path = checkpoint_path(folder);
  if (!fs::exists(path))
    throw InputError(folder + ": there is no checkpoint in this folder (" + path +
                     "); run with Output/Checkpoint = last");
  const DensityCheckpoint checkpoint = read_checkpoint(path);
  const std::string statistics = folder + "/statistics.csv";
  const NumberTable table = read_number_table(statistics);
  TrainedNetwork network;
  network.name = network.run_folder = folder;
  const WeightsParameters &weights = checkpoint.weights;
  network.kind = std::to_string(weights.outer_nodes) + " " + outer_basis_of(weights).counted +
                 ", " + std::to_string(weights.inner.cells) + " cells of degree " +
                 std::to_string(weights.inner.degree) + ", " +
                 std::to_string(checkpoint.n_slices()) + " depths";
  network.activation = checkpoint.network.activation;
  network.alpha = checkpoint.network.alpha;
  network.beta = checkpoint.network.beta;
  network.trained_head = checkpoint.trained_head();
  network.times = table.column(statistics, "time");
  network.losses = table.column(statistics, "loss");
  network.time = checkpoint.flow.time;
  network.loss = checkpoint.loss;
  network.n_inputs = checkpoint.n_inputs();
  network.inputs = checkpoint.data.inputs;
  network.labels = checkpoint.data.labels;
  network.predictions = checkpoint.predictions;
  network.depths = checkpoint.depths;
  network.weights = make_density_distribution(path, checkpoint, n_directions);
  return network;
}

TrainedNetwork load_particles(const std::string &path, double time, unsigned int n_directions) {
  const ParticleReader reader(path);
  const ParticleHeader &header = reader.header();
  const auto &times = reader.times();
  const auto nearest = std::min_element(times.begin(), times.end(), [time](double a, double b) {
    return std::abs(a - time) < std::abs(b - time);
  });
  if (!same_time(*nearest, time))
    fail_for_time(path, *nearest, time);
  const auto time_index = static_cast<std::size_t>(nearest - times.begin());
  ParticleState state = reader.read(time_index);
  const ParticleVerdict verdict = check_state(reader, time_index, state);
  if (!verdict.fault.empty())
    throw InputError(path + ": " + verdict.fault);

  TrainedNetwork network;
  network.warning = verdict.warning;
  network.name = path;
  network.kind =
      "L = " + std::to_string(header.n_layers()) + ", M = " + std::to_string(header.n_neurons());
  if (header.trained_head)
    network.kind += ", K = " + std::to_string(header.n_head());
  network.is_finite = true;
  network.activation = header.activation;
  network.alpha = header.alpha;
  network.beta = header.beta;
  network.trained_head = header.trained_head;
  network.times = times;
  network.losses = reader.losses();
  network.time = state.time;
  network.loss = state.loss;
  network.n_inputs = header.n_inputs;
  network.inputs = reader.inputs();
  network.labels = reader.labels();
  network.predictions = state.predictions;
  network.depths = header.depths;
  network.weights = std::make_shared<ParticleDistribution>(header, std::move(state), n_directions);
  return network;
}

TrainedNetwork load_network(const std::string &path, double time, unsigned int n_directions) {
  const auto at_that_time = [&](TrainedNetwork network) {
    if (!same_time(network.time, time))
      fail_for_time(path, network.time, time);
    return network;
  };
  std::error_code ignored;
  if (!fs::is_directory(path, ignored))
    return load_particles(path, time, n_directions);
  if (fs::exists(checkpoint_path(path)))
    return at_that_time(load_density_run(path, n_directions));
  if (fs::exists(point_checkpoint_path(path)))
    return at_that_time(load_point_run(path, n_directions));
  if (fs::exists(path + "/particles.h5"))
    return load_particles(path + "/particles.h5", time, n_directions);
  throw InputError(path + ": there is no checkpoint/density.h5, checkpoint/points.h5 or "
                          "particles.h5 in this folder; name the folder of a run or a particle "
                          "file");
}

} // namespace rhoflow
