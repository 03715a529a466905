// SPDX-License-Identifier: Apache-2.0
#include "characteristics/source_history.h"

#include "potential/node_coefficients.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

SourceHistory::SourceHistory(NetworkParameters network, std::size_t n_slices, std::size_t n_samples,
                             unsigned int dimension)
    : network_(std::move(network)), n_slices_(n_slices), n_samples_(n_samples),
      dimension_(dimension), features_(n_densities() * n_samples * dimension),
      coefficients_(n_samples * (n_slices * dimension + n_densities() - n_slices)) {}

void SourceHistory::add(double time, const SampleState &state, double scale) {
  RHOFLOW_PRECONDITION(state.residuals.size() == n_samples_ &&
                           state.trajectory.dimension == dimension_,
                       "the state is of the samples");
  RHOFLOW_PRECONDITION(state.trajectory.n_nodes == n_slices_, "the state is at the depth nodes");
  const Trajectory &trajectory = state.trajectory;
  std::vector<double> features = trajectory.features,
                      coefficients = coefficients_of_nodes(network_, state);
  if (n_densities() > n_slices_) {
    const std::vector<double> part = head_coefficients(network_, state);
    coefficients.insert(coefficients.end(), part.begin(), part.end());
    features.insert(features.end(), trajectory.final_features.begin(),
                    trajectory.final_features.end());
  }
  features_.add(time, features);
  coefficients_.add(time, coefficients, scale);
}

void SourceHistory::forget_before(double time) {
  const std::size_t i = features_.interval(time);
  if (i <= TimeSamples::n_left || size() <= TimeSamples::stencil_size)
    return;
  const std::size_t n = std::min(i - TimeSamples::n_left, size() - TimeSamples::stencil_size);
  features_.drop(n);
  coefficients_.drop(n);
}

void SourceHistory::source(std::size_t index, double time, PotentialSource &source) const {
  RHOFLOW_PRECONDITION(size() > 0, "a state has been added");
  RHOFLOW_PRECONDITION(index < n_densities(), "there is such a density");
  const std::size_t per_slice = n_samples_ * dimension_;
  features_.evaluate(time, index * per_slice, per_slice, source.features);
  coefficients_.evaluate(time, index * per_slice, n_samples_ * n_outer(index), source.coefficients);
}

void SourceHistory::append_to(std::vector<double> &state) const {
  features_.append_to(state);
  coefficients_.append_to(state);
}

bool SourceHistory::restore(const std::vector<double> &state, std::size_t &place) {
  return features_.restore(state, place) && coefficients_.restore(state, place) &&
         features_.size() == coefficients_.size();
}

} // namespace rhoflow
