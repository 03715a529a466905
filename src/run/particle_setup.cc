// SPDX-License-Identifier: Apache-2.0
#include "run/particle_setup.h"

#include "base/byte_count.h"
#include "paraview/particle_output.h"
#include "particles/particle_start.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

namespace {

/// The program and its libraries take about this much before there is any particle (measured).
constexpr std::uint64_t base_memory = 164u << 20;

bool is_trained(const Parameters &parameters) {
  return parameters.network.head == HeadType::trained;
}

/// How often something is written at every @p every-th output time and at the end; 0: never.
std::uint64_t n_written_times(const TimeParameters &time, unsigned int every) {
  if (every == 0)
    return 0;
  const auto last = std::uint64_t(std::ceil(time.end_time / time.output_interval - 1e-9));
  return last / every + (last % every > 0 ? 2 : 1);
}

std::uint64_t n_drawn(std::uint64_t n_neurons, unsigned int most) {
  return most > 0 ? std::min<std::uint64_t>(n_neurons, most) : n_neurons;
}

} // namespace

ParticleRunSize estimate_particle_size(const Parameters &parameters, const DataSet &data) {
  const std::uint64_t d = data.dimension;
  const ParticleCounts counts = count_particles(parameters.particles, parameters.weights,
                                                data.dimension, is_trained(parameters));
  ParticleRunSize size;
  size.layers = std::uint64_t(parameters.depth.nodes) * parameters.depth.intervals;
  size.neurons = counts.layer;
  size.head_neurons = counts.head;
  size.weights = size.layers * counts.layer * (2 * d + 1) + counts.head * (d + 2);
  const std::uint64_t stored = size.layers * padded(counts.layer) * (2 * d + 1) +
                               (is_trained(parameters) ? padded(counts.head) * (d + 2) : 0);
  // One more copy while a file is written.
  const bool clouds = parameters.output.fields && ParticleOutput::shows(data.dimension);
  const std::uint64_t copies = n_weight_registers(parameters.particles.method) +
                               (parameters.particles.weights_every > 0 || clouds ? 1 : 0);
  // Features, fields, derivatives and adjoints, which the solver holds twice at times.
  const std::uint64_t samples = data.size() * (size.layers + 2) * (2 * d * d + 6 * d);
  size.memory = base_memory + 8 * (copies * stored + samples + 2 * counts.layer);
  size.file = n_written_times(parameters.time, parameters.particles.weights_every) * 8 *
              (size.weights + data.size());
  if (clouds) {
    const unsigned int most = parameters.particles.cloud_neurons;
    size.clouds = n_written_times(parameters.time, parameters.output.field_every) *
                  cloud_point_bytes(data.dimension) *
                  (size.layers * n_drawn(counts.layer, most) + n_drawn(counts.head, most));
  }
  return size;
}

std::string describe_particle_size(const ParticleRunSize &size) {
  return "layers              " + std::to_string(size.layers) + "\nneurons             " +
         std::to_string(size.neurons) + " per layer, " + std::to_string(size.head_neurons) +
         " in the head\nweights             " + std::to_string(size.weights) +
         "\nestimated memory    " + byte_count(size.memory) + "\nparticles.h5        " +
         byte_count(size.file) + "\npoint clouds        " + byte_count(size.clouds) + "\n";
}

ParticleTraining make_training(const Parameters &parameters, const DataSet &data) {
  const DepthGrid depth(parameters.depth.rule, parameters.depth.nodes, parameters.depth.intervals);
  return ParticleTraining(std::make_shared<const ParticleNetwork>(parameters.network, data, depth),
                          make_particles(parameters.particles, parameters.weights, depth.size(),
                                         data.dimension, is_trained(parameters)),
                          parameters.regularization,
                          {parameters.particles.method, parameters.particles.learning_rate,
                           parameters.time.tolerance, parameters.time.maximal_step,
                           parameters.noise, parameters.particles.seed});
}

} // namespace rhoflow
