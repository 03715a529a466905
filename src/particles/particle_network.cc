// SPDX-License-Identifier: Apache-2.0
#include "particles/particle_network.h"

#include "depth/adjoint_solve.h"
#include "depth/forward_solve.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

ParticleNetwork::ParticleNetwork(NetworkParameters parameters, DataSet data, DepthGrid depth)
    : parameters_(std::move(parameters)), data_(std::move(data)), depth_(std::move(depth)) {}

SampleState ParticleNetwork::initial_state() const {
  SampleState state;
  state.trajectory = constant_trajectory(depth_.size(), data_.inputs, data_.dimension);
  return state;
}

void ParticleNetwork::evaluate_layers(const Particles &particles, const ParticleList &values,
                                      std::size_t first, std::size_t last,
                                      Trajectory &trajectory) const {
  const std::size_t n = trajectory.n_samples;
  const unsigned int d = trajectory.dimension, n_sums = particles.layer.layout.n_sums();
  std::vector<const double *> weights, features;
  for (std::size_t j = first; j < last; ++j) {
    weights.push_back(values[j].data());
    features.push_back(trajectory.features.data() + trajectory.index(j, 0));
  }
  const std::vector<double> sums =
      particle_sums(parameters_.activation, particles.layer, weights, features, n);
  for (std::size_t j = first; j < last; ++j)
    for (std::size_t i = 0; i < n; ++i) {
      const double *at = sums.data() + ((j - first) * n + i) * n_sums;
      const std::size_t place = trajectory.index(j, i);
      for (unsigned int k = 0; k < d; ++k)
        trajectory.field[place + k] = parameters_.alpha * at[k];
      for (unsigned int k = 0; k < d * d; ++k)
        trajectory.derivative[place * d + k] = parameters_.alpha * at[d + k];
    }
}

void ParticleNetwork::forward(const Particles &particles, const ParticleList &values,
                              const std::vector<double> &inputs, Trajectory &trajectory,
                              double last_residual) const {
  solve_forward(
      depth_, inputs,
      [&](std::size_t first, std::size_t last, Trajectory &at) {
        evaluate_layers(particles, values, first, last, at);
      },
      trajectory, last_residual);
}

void ParticleNetwork::read_out(const Particles &particles, const ParticleList &values,
                               const Trajectory &trajectory, std::vector<double> &predictions,
                               std::vector<double> &final_adjoint) const {
  RHOFLOW_PRECONDITION(particles.head || parameters_.head == HeadType::fixed,
                       "a trained head has particles");
  if (parameters_.head == HeadType::fixed) {
    read_out_fixed_head(parameters_.head_vector, trajectory, predictions, final_adjoint);
    return;
  }
  const std::size_t n = trajectory.n_samples;
  const unsigned int d = trajectory.dimension;
  const std::vector<double> sums =
      particle_sums(parameters_.activation, *particles.head, {values.back().data()},
                    {trajectory.final_features.data()}, n);
  predictions.resize(n);
  final_adjoint.resize(n * d);
  for (std::size_t i = 0; i < n; ++i) {
    const double *at = sums.data() + i * (1 + d);
    predictions[i] = parameters_.beta * at[0];
    std::copy_n(at + 1, d, final_adjoint.begin() + std::ptrdiff_t(i * d));
  }
}

void ParticleNetwork::evaluate(const Particles &particles, const ParticleList &values,
                               SampleState &state, double last_residual) const {
  RHOFLOW_PRECONDITION(values.size() == particles.n_ensembles(),
                       "weights for every layer, and the head");
  forward(particles, values, data_.inputs, state.trajectory, last_residual);
  read_out(particles, values, state.trajectory, state.predictions, state.final_adjoint);
  state.adjoint = solve_adjoint(depth_, state.trajectory, state.final_adjoint);
  compare_with_labels(data_.labels, state);
}

std::vector<std::vector<double>> ParticleNetwork::coefficients(const Particles &particles,
                                                               const SampleState &state) const {
  std::vector<std::vector<double>> result;
  for (std::size_t l = 0; l < particles.n_layers; ++l)
    result.push_back(encoder_coefficients(parameters_, state, l));
  if (particles.head)
    result.push_back(head_coefficients(parameters_, state));
  return result;
}

const double *ParticleNetwork::features(const SampleState &state, std::size_t k) {
  const Trajectory &trajectory = state.trajectory;
  return k < trajectory.n_nodes ? trajectory.features.data() + trajectory.index(k, 0)
                                : trajectory.final_features.data();
}

std::vector<double> ParticleNetwork::predict(const Particles &particles, const ParticleList &values,
                                             const std::vector<double> &inputs) const {
  Trajectory trajectory = constant_trajectory(depth_.size(), inputs, data_.dimension);
  return predict_near(particles, values, inputs, trajectory, last_residual_of_predictions);
}

std::vector<double> ParticleNetwork::predict_near(const Particles &particles,
                                                  const ParticleList &values,
                                                  const std::vector<double> &inputs,
                                                  Trajectory &trajectory,
                                                  double last_residual) const {
  RHOFLOW_PRECONDITION(values.size() == particles.n_ensembles(),
                       "weights for every layer, and the head");
  forward(particles, values, inputs, trajectory, last_residual);
  std::vector<double> predictions, unused;
  read_out(particles, values, trajectory, predictions, unused);
  return predictions;
}

} // namespace rhoflow
