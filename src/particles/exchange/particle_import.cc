// SPDX-License-Identifier: Apache-2.0
#include "particles/exchange/particle_import.h"

#include "rhoflow/base/errors.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

namespace {

NetworkParameters network_of(const ParticleHeader &header) {
  NetworkParameters network;
  network.activation = header.activation;
  network.alpha = header.alpha;
  network.beta = header.beta;
  network.head = header.trained_head ? HeadType::trained : HeadType::fixed;
  if (!header.trained_head)
    network.head_vector = header.head_vector;
  return network;
}

/// The grid with as many layers and the rule of @p header.
DepthGrid depth_of(const ParticleHeader &header) {
  const auto n_layers = static_cast<unsigned int>(header.n_layers());
  return header.depth_rule == DepthRule::gauss
             ? DepthGrid(DepthRule::gauss, header.points_per_interval,
                         n_layers / header.points_per_interval)
             : DepthGrid(DepthRule::euler, n_layers, 1);
}

/// An ensemble of particles with the shares @p weights.
ParticleEnsemble ensemble_of(unsigned int n_outer, unsigned int n_inputs,
                             const std::vector<double> &weights) {
  ParticleEnsemble ensemble;
  ensemble.layout = {n_outer, n_inputs, weights.size()};
  ensemble.weights = AlignedVector(ensemble.layout.stride(), 0.);
  std::copy(weights.begin(), weights.end(), ensemble.weights.begin());
  return ensemble;
}

/// Reads [particle][component] as [component][padded particle].
AlignedVector values_of(const EnsembleLayout &layout, const double *particles) {
  const unsigned int n_components = layout.n_components();
  AlignedVector values(layout.n_values(), 0.);
  for (std::size_t m = 0; m < layout.n_particles; ++m)
    for (unsigned int c = 0; c < n_components; ++c)
      values[c * layout.stride() + m] = particles[m * n_components + c];
  return values;
}

} // namespace

bool can_be_evaluated(const ParticleHeader &header) {
  const DepthGrid grid = depth_of(header);
  // Depths computed in single precision are welcome.
  constexpr double tolerance = 1e-5;
  for (std::size_t l = 0; l < header.n_layers(); ++l)
    if (!(std::abs(header.depths[l] - grid.nodes()[l]) <= tolerance) ||
        !(std::abs(header.depth_weights[l] - grid.weights()[l]) <= tolerance))
      return false;
  return true;
}

ImportedNetwork import_network(const ParticleReader &reader, std::size_t time_index) {
  RHOFLOW_PRECONDITION(time_index < reader.n_times(), "there is such a state");
  return import_network(reader, reader.read(time_index));
}

ImportedNetwork import_network(const ParticleReader &reader, const ParticleState &state) {
  const ParticleHeader &header = reader.header();
  if (!can_be_evaluated(header))
    throw InputError(reader.path() + ": 'depths' and 'depth_weights' are not those of " +
                     std::to_string(header.n_layers()) +
                     " equal layers or of Gauss points in equal intervals; only such networks can "
                     "be evaluated");
  Particles particles;
  particles.n_layers = header.n_layers();
  particles.layer = ensemble_of(header.n_inputs, header.n_inputs, header.theta_weights);
  const EnsembleLayout &layer = particles.layer.layout;
  for (std::size_t l = 0; l < particles.n_layers; ++l)
    particles.values.push_back(
        values_of(layer, state.theta.data() + l * layer.n_particles * layer.n_components()));
  if (header.trained_head) {
    particles.head = ensemble_of(1, header.n_inputs, header.omega_weights);
    particles.values.push_back(values_of(particles.head->layout, state.omega.data()));
  }
  const DataSet data{header.n_inputs, reader.inputs(), reader.labels()};
  return {ParticleNetwork(network_of(header), data, depth_of(header)), std::move(particles)};
}

} // namespace rhoflow
