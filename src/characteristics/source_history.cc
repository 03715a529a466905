#include "rhoflow/characteristics/source_history.h"

#include <algorithm>

namespace rhoflow {

namespace {

/// Numbers in a sample: 2 d per sample of the data and slice, d + 1 for a trained head.
std::size_t sample_size(const NetworkParameters &network, std::size_t n_slices,
                        std::size_t n_samples, unsigned int dimension) {
  const std::size_t head = network.head == HeadType::trained ? dimension + 1 : 0;
  return n_samples * (n_slices * 2 * dimension + head);
}

} // namespace

SourceHistory::SourceHistory(const NetworkParameters &network, std::size_t n_slices,
                             std::size_t n_samples, unsigned int dimension)
    : network_(network), n_slices_(n_slices), n_samples_(n_samples), dimension_(dimension),
      samples_(sample_size(network, n_slices, n_samples, dimension)) {}

void SourceHistory::add(double time, const SampleState &state) {
  std::vector<double> values;
  const auto append = [&values](const double *first, std::size_t n) {
    values.insert(values.end(), first, first + n);
  };
  const Trajectory &trajectory = state.trajectory;
  const std::size_t n_features = n_samples_ * dimension_;
  for (std::size_t k = 0; k < n_slices_; ++k) {
    const std::vector<double> coefficients = encoder_coefficients(network_, state, k);
    append(trajectory.features.data() + trajectory.index(k, 0), n_features);
    append(coefficients.data(), coefficients.size());
  }
  if (network_.head == HeadType::trained) {
    const std::vector<double> coefficients = head_coefficients(network_, state);
    append(trajectory.final_features.data(), n_features);
    append(coefficients.data(), coefficients.size());
  }
  samples_.add(time, values);
}

void SourceHistory::forget_before(double time) {
  const std::size_t i = samples_.interval(time);
  // From three samples on either side of the interval there is always a stencil in the middle.
  if (i > TimeSamples::n_left && samples_.size() > TimeSamples::stencil_size)
    samples_.drop(std::min(i - TimeSamples::n_left, samples_.size() - TimeSamples::stencil_size));
}

void SourceHistory::source(std::size_t index, double time, PotentialSource &source) const {
  const TimeSamples::Stencil stencil = samples_.stencil(samples_.interval(time), time);
  const std::size_t n_features = n_samples_ * dimension_,
                    n_coefficients = n_samples_ * n_outer(index);
  source.features.assign(n_features, 0.);
  source.coefficients.assign(n_coefficients, 0.);
  for (std::size_t m = 0; m < stencil.weights.size(); ++m) {
    const double *values =
        samples_.values(stencil.first + m).data() + index * n_samples_ * 2 * dimension_;
    for (std::size_t i = 0; i < n_features; ++i)
      source.features[i] += stencil.weights[m] * values[i];
    for (std::size_t i = 0; i < n_coefficients; ++i)
      source.coefficients[i] += stencil.weights[m] * values[n_features + i];
  }
}

} // namespace rhoflow
