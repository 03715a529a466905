// SPDX-License-Identifier: Apache-2.0
#include "particles/exchange/particle_export.h"

#include "base/parallel_loop.h"
#include "base/version.h"

namespace rhoflow {

namespace {

std::vector<double> without_padding(const ParticleEnsemble &ensemble) {
  return {ensemble.weights.begin(),
          ensemble.weights.begin() + std::ptrdiff_t(ensemble.layout.n_particles)};
}

/// Writes [component][padded particle] to [particle][component].
void transpose(const EnsembleLayout &layout, const AlignedVector &values, double *result) {
  const unsigned int n_components = layout.n_components();
  for (std::size_t m = 0; m < layout.n_particles; ++m)
    for (unsigned int c = 0; c < n_components; ++c)
      result[m * n_components + c] = values[c * layout.stride() + m];
}

} // namespace

ParticleHeader export_header(const ParticleTraining &training, DepthRule rule,
                             unsigned int points_per_interval) {
  const NetworkParameters &network = training.network().parameters();
  const DepthGrid &depth = training.network().depth();
  const Particles &particles = training.particles();
  ParticleHeader header;
  header.generator = std::string("rhoflow ") + version();
  header.activation = network.activation;
  header.alpha = network.alpha;
  header.beta = network.beta;
  header.trained_head = network.head == HeadType::trained;
  if (!header.trained_head)
    header.head_vector = network.head_vector;
  header.depth_rule = rule;
  header.points_per_interval = rule == DepthRule::gauss ? points_per_interval : 1;
  header.n_inputs = training.network().data().dimension;
  header.depths = depth.nodes();
  header.depth_weights = depth.weights();
  header.theta_weights = without_padding(particles.layer);
  if (particles.head)
    header.omega_weights = without_padding(*particles.head);
  return header;
}

ParticleState export_state(const ParticleTraining &training) {
  const Particles &particles = training.particles();
  const EnsembleLayout &layer = particles.layer.layout;
  ParticleState state;
  state.time = training.time();
  state.loss = training.state().loss;
  state.predictions = training.state().predictions;
  const std::size_t layer_size = layer.n_particles * layer.n_components();
  state.theta.resize(particles.n_layers * layer_size);
  parallel_for(particles.n_layers, [&](std::size_t l) {
    transpose(layer, particles.values[l], state.theta.data() + l * layer_size);
  });
  if (particles.head) {
    const EnsembleLayout &head = particles.head->layout;
    state.omega.resize(head.n_particles * head.n_components());
    transpose(head, particles.values.back(), state.omega.data());
  }
  return state;
}

} // namespace rhoflow
