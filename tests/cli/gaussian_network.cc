// SPDX-License-Identifier: Apache-2.0
#include "gaussian_network.h"

#include "particles/exchange/particle_file.h"
#include "rhoflow/depth/depth_grid.h"
#include "rhoflow/network/activation.h"

#include <cmath>
#include <random>
#include <vector>

namespace rhoflow::test {

namespace {

/// f(x_i) of two Euler layers and a trained head, alpha = beta = 1, in plain loops.
std::vector<double> predictions_of(const rhoflow::ParticleState &state,
                                   const std::vector<double> &inputs, std::size_t d) {
  const std::size_t n_layers = 2, n_neurons = state.omega.size() / (d + 2);
  const auto sigma = [d](const double *w, const std::vector<double> &z) {
    double sum = w[d];
    for (std::size_t k = 0; k < d; ++k)
      sum += w[k] * z[k];
    return std::tanh(sum);
  };
  std::vector<double> predictions;
  for (std::size_t i = 0; i < inputs.size(); i += d) {
    std::vector<double> z(inputs.begin() + std::ptrdiff_t(i),
                          inputs.begin() + std::ptrdiff_t(i + d));
    for (std::size_t l = 0; l < n_layers; ++l) {
      std::vector<double> next = z;
      for (std::size_t m = 0; m < n_neurons; ++m) {
        const double *theta = state.theta.data() + (l * n_neurons + m) * (2 * d + 1);
        for (std::size_t k = 0; k < d; ++k)
          next[k] += theta[k] * sigma(theta + d, z) / double(n_layers * n_neurons);
      }
      z = next;
    }
    double f = 0.;
    for (std::size_t m = 0; m < n_neurons; ++m)
      f += state.omega[m * (d + 2)] * sigma(state.omega.data() + m * (d + 2) + 1, z) /
           double(n_neurons);
    predictions.push_back(f);
  }
  return predictions;
}

} // namespace

void write_particles(const std::string &path, unsigned int seed, double shift, double time,
                     unsigned int d, double ripple, unsigned int ripple_seed) {
  std::mt19937 generator(seed);
  std::normal_distribution<double> normal;
  constexpr std::size_t n_neurons = 4000, n_layers = 2;
  rhoflow::ParticleHeader header;
  header.generator = "test";
  header.activation = rhoflow::Activation::tanh;
  header.n_inputs = d;
  header.depth_rule = rhoflow::DepthRule::euler;
  header.depths = {0., 0.5};
  header.depth_weights = {0.5, 0.5};
  header.theta_weights.assign(n_neurons, 1. / n_neurons);
  header.omega_weights.assign(n_neurons, 1. / n_neurons);
  std::vector<double> inputs, labels;
  if (d == 1) {
    for (int i = 0; i < 6; ++i) {
      inputs.push_back(-1. + 2. * (i + 0.5) / 6.);
      labels.push_back(std::sin(M_PI * inputs.back()));
    }
  } else {
    inputs = {0.5, 0.2, -0.3, 0.6, 0.1, -0.7};
    labels = {1., -1., 1.};
  }
  rhoflow::ParticleState state;
  state.time = time;
  for (std::size_t m = 0; m < n_layers * n_neurons; ++m)
    for (unsigned int k = 0; k < 2 * d + 1; ++k)
      state.theta.push_back(normal(generator) + (k < d ? shift : 0.));
  for (std::size_t m = 0; m < n_neurons * (d + 2); ++m)
    state.omega.push_back(normal(generator));
  std::mt19937 ripples(1000 + ripple_seed);
  for (double &omega : state.omega)
    omega += ripple * normal(ripples);
  state.predictions = predictions_of(state, inputs, d);
  for (std::size_t i = 0; i < labels.size(); ++i)
    state.loss += (state.predictions[i] - labels[i]) * (state.predictions[i] - labels[i]) /
                  (2. * double(labels.size()));
  rhoflow::ParticleWriter writer(path, header, inputs, labels);
  writer.append(state);
  writer.close();
}

} // namespace rhoflow::test
