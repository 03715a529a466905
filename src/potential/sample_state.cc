// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/potential/sample_state.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

Trajectory constant_trajectory(std::size_t n_nodes, const std::vector<double> &inputs,
                               unsigned int dimension) {
  RHOFLOW_PRECONDITION(dimension >= 1 && inputs.size() % dimension == 0,
                       "all inputs of every sample");
  Trajectory trajectory(n_nodes, inputs.size() / dimension, dimension);
  for (std::size_t j = 0; j < n_nodes; ++j)
    std::copy(inputs.begin(), inputs.end(),
              trajectory.features.begin() + std::ptrdiff_t(trajectory.index(j, 0)));
  return trajectory;
}

void read_out_fixed_head(const std::vector<double> &head_vector, const Trajectory &trajectory,
                         std::vector<double> &predictions, std::vector<double> &final_adjoint) {
  RHOFLOW_PRECONDITION(head_vector.size() == trajectory.dimension, "one number per input");
  const std::size_t n = trajectory.n_samples;
  const unsigned int d = trajectory.dimension;
  predictions.assign(n, 0.);
  final_adjoint.assign(n * d, 0.);
  for (std::size_t i = 0; i < n; ++i)
    for (unsigned int k = 0; k < d; ++k) {
      predictions[i] += head_vector[k] * trajectory.final_features[i * d + k];
      final_adjoint[i * d + k] = head_vector[k];
    }
}

void compare_with_labels(const std::vector<double> &labels, SampleState &state) {
  RHOFLOW_PRECONDITION(state.predictions.size() == labels.size() && !labels.empty(),
                       "one prediction per sample");
  const std::size_t n = labels.size();
  state.residuals.resize(n);
  state.loss = 0.;
  for (std::size_t i = 0; i < n; ++i) {
    state.residuals[i] = state.predictions[i] - labels[i];
    state.loss += state.residuals[i] * state.residuals[i];
  }
  state.loss /= 2. * double(n);
}

std::vector<double> encoder_coefficients(const NetworkParameters &parameters,
                                         const SampleState &state, std::size_t node) {
  RHOFLOW_PRECONDITION(node < state.trajectory.n_nodes, "there is such a node");
  RHOFLOW_PRECONDITION(state.adjoint.states.size() == state.trajectory.features.size(),
                       "the adjoint is known");
  const std::size_t n = state.residuals.size();
  const unsigned int d = state.trajectory.dimension;
  const double scale = parameters.alpha / double(n);
  const double head_scale = parameters.head == HeadType::trained ? parameters.beta : 1.;
  std::vector<double> coefficients(n * d);
  for (std::size_t i = 0; i < n; ++i)
    for (unsigned int k = 0; k < d; ++k)
      coefficients[i * d + k] = scale * (state.residuals[i] * head_scale) *
                                state.adjoint.states[state.trajectory.index(node, i) + k];
  return coefficients;
}

std::vector<double> head_coefficients(const NetworkParameters &parameters,
                                      const SampleState &state) {
  std::vector<double> coefficients = state.residuals;
  for (double &c : coefficients)
    c *= parameters.beta / double(coefficients.size());
  return coefficients;
}

} // namespace rhoflow
