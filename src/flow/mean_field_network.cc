#include "rhoflow/flow/mean_field_network.h"

#include "rhoflow/depth/adjoint_solve.h"
#include "rhoflow/depth/forward_solve.h"
#include "rhoflow/potential/potential.h"

namespace rhoflow {

MeanFieldNetwork::MeanFieldNetwork(const NetworkParameters &parameters, const DataSet &data,
                                   const DepthGrid &depth, const TensorGrid &grid)
    : parameters_(parameters), data_(data), depth_(depth), grid_(grid),
      field_(parameters.activation, grid, depth.size(), parameters.alpha),
      head_integrals_(parameters.activation, grid) {}

NetworkState MeanFieldNetwork::initial_state() const {
  NetworkState state;
  const std::size_t n = data_.size();
  const unsigned int d = data_.dimension;
  state.trajectory = Trajectory(depth_.size(), n, d);
  for (std::size_t j = 0; j < depth_.size(); ++j)
    std::copy(data_.inputs.begin(), data_.inputs.end(),
              state.trajectory.features.begin() + std::ptrdiff_t(state.trajectory.index(j, 0)));
  state.encoder_potential.assign(depth_.size(), GridField(d, AlignedVector(grid_.size(), 0.)));
  if (parameters_.head == HeadType::trained)
    state.head_potential.assign(1, AlignedVector(grid_.size(), 0.));
  state.predictions.assign(n, 0.);
  state.residuals.assign(n, 0.);
  return state;
}

void MeanFieldNetwork::forward(const NetworkMoments &moments, const std::vector<double> &inputs,
                               Trajectory &trajectory) {
  field_.set_moments(moments.encoder, moments.length_scale);
  solve_forward(
      depth_, inputs,
      [this](std::size_t first, std::size_t last, Trajectory &at) {
        field_.evaluate(first, last, at);
      },
      trajectory);
}

void MeanFieldNetwork::read_out(const NetworkMoments &moments, const Trajectory &trajectory,
                                std::vector<double> &predictions,
                                std::vector<double> &final_adjoint) {
  const std::size_t n = trajectory.n_samples;
  const unsigned int d = trajectory.dimension;
  predictions.assign(n, 0.);
  final_adjoint.assign(n * d, 0.);
  if (parameters_.head == HeadType::fixed) {
    for (std::size_t i = 0; i < n; ++i)
      for (unsigned int k = 0; k < d; ++k) {
        predictions[i] += parameters_.head_vector[k] * trajectory.final_features[i * d + k];
        final_adjoint[i * d + k] = parameters_.head_vector[k];
      }
    return;
  }
  head_integrals_.set_features(trajectory.final_features.data(), n, 1.);
  evaluate_moments(head_integrals_, moments.head, d, predictions.data(), final_adjoint.data());
  for (double &f : predictions)
    f *= parameters_.beta;
}

void MeanFieldNetwork::evaluate(const NetworkMoments &moments, NetworkState &state) {
  const std::size_t n = data_.size();
  forward(moments, data_.inputs, state.trajectory);
  read_out(moments, state.trajectory, state.predictions, state.final_adjoint);

  state.loss = 0.;
  for (std::size_t i = 0; i < n; ++i) {
    state.residuals[i] = state.predictions[i] - data_.labels[i];
    state.loss += state.residuals[i] * state.residuals[i];
  }
  state.loss /= 2. * double(n);

  state.adjoint = solve_adjoint(depth_, state.trajectory, state.final_adjoint);
  const bool trained = parameters_.head == HeadType::trained;
  std::vector<double> weights = state.residuals;
  for (double &weight : weights)
    weight *= trained ? parameters_.beta : 1.;
  assemble_encoder_potential(field_, state.adjoint, weights, data_.dimension, parameters_.alpha,
                             state.encoder_potential);
  if (trained)
    assemble_head_potential(head_integrals_, state.residuals, parameters_.beta,
                            state.head_potential);
}

Trajectory MeanFieldNetwork::trajectory_of(const NetworkMoments &moments,
                                           const std::vector<double> &inputs) {
  Trajectory trajectory(depth_.size(), inputs.size() / data_.dimension, data_.dimension);
  for (std::size_t j = 0; j < depth_.size(); ++j)
    std::copy(inputs.begin(), inputs.end(),
              trajectory.features.begin() + std::ptrdiff_t(trajectory.index(j, 0)));
  forward(moments, inputs, trajectory);
  return trajectory;
}

std::vector<double> MeanFieldNetwork::predict(const NetworkMoments &moments,
                                              const std::vector<double> &inputs) {
  const Trajectory trajectory = trajectory_of(moments, inputs);
  std::vector<double> predictions, unused;
  read_out(moments, trajectory, predictions, unused);
  return predictions;
}

} // namespace rhoflow
