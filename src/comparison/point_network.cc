// SPDX-License-Identifier: Apache-2.0
#include "comparison/point_network.h"

#include "checkpoint/point_checkpoint.h"
#include "csv/number_table.h"
#include "distributions/particle_distribution.h"
#include "particles/exchange/particle_export.h"
#include "run/point_setup.h"

#include <algorithm>

namespace rhoflow {

namespace {

/// Appends @p weights of one of @p n_shifts shifts.
void append_shares(const std::vector<double> &weights, std::size_t n_shifts,
                   std::vector<double> &shares) {
  std::transform(weights.begin(), weights.end(), std::back_inserter(shares),
                 [&](double weight) { return weight / double(n_shifts); });
}

/// The points of all shifts as the atoms of one distribution.
std::shared_ptr<const WeightDistribution> distribution_of(const PointTraining &training,
                                                          const DepthParameters &depth,
                                                          unsigned int n_directions) {
  const std::vector<ParticleTraining> &shifts = training.shifts();
  ParticleHeader header = export_header(shifts.front(), depth.rule, depth.nodes);
  header.theta_weights.clear();
  header.omega_weights.clear();
  ParticleState all;
  for (std::size_t r = 0; r < shifts.size(); ++r) {
    const ParticleHeader own = export_header(shifts[r], depth.rule, depth.nodes);
    append_shares(own.theta_weights, shifts.size(), header.theta_weights);
    append_shares(own.omega_weights, shifts.size(), header.omega_weights);
    const ParticleState state = export_state(shifts[r]);
    all.theta.resize(shifts.size() * state.theta.size());
    const std::size_t layer = state.theta.size() / header.n_layers();
    for (std::size_t l = 0; l < header.n_layers(); ++l)
      std::copy_n(state.theta.begin() + std::ptrdiff_t(l * layer), layer,
                  all.theta.begin() + std::ptrdiff_t((l * shifts.size() + r) * layer));
    all.omega.insert(all.omega.end(), state.omega.begin(), state.omega.end());
  }
  return std::make_shared<ParticleDistribution>(std::move(header), std::move(all), n_directions);
}

} // namespace

TrainedNetwork load_point_run(const std::string &folder, unsigned int n_directions) {
  const std::string path = point_checkpoint_path(folder);
  const PointCheckpoint checkpoint = read_point_checkpoint(path);
  const auto &[parameters, training] = finished_points(path, checkpoint);
  const std::string statistics = folder + "/statistics.csv";
  const NumberTable table = read_number_table(statistics);
  TrainedNetwork network;
  network.name = folder;
  network.kind = std::to_string(training.shifts().size()) + " shifts of " +
                 std::to_string(training.shifts().front().particles().layer.layout.n_particles) +
                 " points, " + std::to_string(parameters.depth.nodes * parameters.depth.intervals) +
                 " depths";
  network.activation = parameters.network.activation;
  network.alpha = parameters.network.alpha;
  network.beta = parameters.network.beta;
  network.trained_head = parameters.network.head == HeadType::trained;
  network.times = table.column(statistics, "time");
  network.losses = table.column(statistics, "loss");
  network.time = training.time();
  network.loss = training.loss();
  network.n_inputs = checkpoint.data.dimension;
  network.inputs = checkpoint.data.inputs;
  network.labels = checkpoint.data.labels;
  network.predictions = training.predictions();
  network.depths = training.shifts().front().network().depth().nodes();
  network.weights = distribution_of(training, parameters.depth, n_directions);
  return network;
}

} // namespace rhoflow
