// SPDX-License-Identifier: Apache-2.0
// Small finite networks for the tests, and the model's formulas for them in plain loops that share
// nothing with the code under test but the activation.
#pragma once

#include "particles/particle_start.h"
#include "particles/particle_training.h"

#include <cmath>
#include <memory>
#include <vector>

namespace rhoflow::test {

/// n samples of d inputs with a smooth label.
inline DataSet wavy_data(unsigned int d, unsigned int n) {
  DataSet data;
  data.dimension = d;
  for (unsigned int i = 0; i < n; ++i) {
    double label = 0.2;
    for (unsigned int k = 0; k < d; ++k) {
      data.inputs.push_back(std::cos(1. + 2.3 * i + 0.7 * k));
      label += std::sin((1. + k) * data.inputs.back());
    }
    data.labels.push_back(label);
  }
  return data;
}

/// A problem for particles; by default eight layers of eleven neurons, five samples of one input.
struct ParticleCase {
  NetworkParameters network;
  DataSet data = wavy_data(1, 5);
  DepthRule rule = DepthRule::euler;
  unsigned int depth_nodes = 8, intervals = 1;
  ParticleParameters particles;
  WeightsParameters weights;
  double lambda = 0.;
  TrainingRule training;

  ParticleCase() {
    network.alpha = 1.3;
    network.beta = 1.7;
    particles.neurons = 11;
    particles.head_neurons = 13;
  }

  DepthGrid depth() const { return DepthGrid(rule, depth_nodes, intervals); }
  Particles make() const {
    return make_particles(particles, weights, depth().size(), data.dimension,
                          network.head == HeadType::trained);
  }
  std::shared_ptr<const ParticleNetwork> make_network() const {
    return std::make_shared<const ParticleNetwork>(network, data, depth());
  }
  ParticleTraining train() const { return train(make()); }
  ParticleTraining train(Particles start) const {
    Regularization regularization;
    regularization.set(lambda > 0., lambda);
    return ParticleTraining(make_network(), std::move(start), regularization, training);
  }
};

/// Component @p c of particle @p m of ensemble @p k.
inline double component(const Particles &particles, const ParticleList &list, std::size_t k,
                        unsigned int c, std::size_t m) {
  return list[k][c * particles.ensemble(k).layout.stride() + m];
}

/// E of the plain network with @p values: z_{l+1} = z_l + alpha/L sum_m q_m sigma(z_l, theta_m).
inline double plain_loss(const ParticleCase &particle_case, const Particles &particles,
                         const ParticleList &values) {
  const DataSet &data = particle_case.data;
  const unsigned int d = data.dimension;
  const auto neuron = [&](std::size_t k, std::size_t m, const std::vector<double> &z) {
    const unsigned int n_outer = particles.ensemble(k).layout.n_outer;
    double x = component(particles, values, k, n_outer + d, m);
    for (unsigned int c = 0; c < d; ++c)
      x += component(particles, values, k, n_outer + c, m) * z[c];
    return particles.ensemble(k).weights[m] * activation_value(particle_case.network.activation, x);
  };
  double loss = 0.;
  for (std::size_t i = 0; i < data.size(); ++i) {
    std::vector<double> z;
    for (unsigned int c = 0; c < d; ++c)
      z.push_back(data.input(i, c));
    for (std::size_t l = 0; l < particles.n_layers; ++l) {
      std::vector<double> next = z;
      for (std::size_t m = 0; m < particles.layer.layout.n_particles; ++m) {
        const double sigma = neuron(l, m, z);
        for (unsigned int c = 0; c < d; ++c)
          next[c] += particle_case.network.alpha / double(particles.n_layers) *
                     component(particles, values, l, c, m) * sigma;
      }
      z = next;
    }
    double f = 0.;
    if (particles.head)
      for (std::size_t m = 0; m < particles.head->layout.n_particles; ++m)
        f += particle_case.network.beta * component(particles, values, particles.n_layers, 0, m) *
             neuron(particles.n_layers, m, z);
    else
      for (unsigned int c = 0; c < d; ++c)
        f += particle_case.network.head_vector[c] * z[c];
    loss += (f - data.labels[i]) * (f - data.labels[i]);
  }
  return loss / (2. * double(data.size()));
}

} // namespace rhoflow::test
