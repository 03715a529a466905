// SPDX-License-Identifier: Apache-2.0
#include "history/flow_history.h"

#include "potential/node_coefficients.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

std::vector<double> HistorySample::numbers() const {
  std::vector<double> numbers;
  for (const std::vector<double> *array : arrays())
    numbers.insert(numbers.end(), array->begin(), array->end());
  return numbers;
}

void HistorySample::take(const std::vector<double> &numbers) {
  auto first = numbers.begin();
  for (std::vector<double> *array : arrays()) {
    RHOFLOW_PRECONDITION(std::size_t(numbers.end() - first) >= array->size(), "enough numbers");
    std::copy_n(first, array->size(), array->begin());
    first += std::ptrdiff_t(array->size());
  }
  RHOFLOW_PRECONDITION(first == numbers.end(), "no more numbers than there are");
}

HistorySample history_sample(const NetworkParameters &network, const SampleState &state) {
  HistorySample sample;
  sample.features = state.trajectory.features;
  sample.final_features = state.trajectory.final_features;
  sample.encoder_coefficients = coefficients_of_nodes(network, state);
  if (network.head == HeadType::trained)
    sample.head_coefficients = head_coefficients(network, state);
  return sample;
}

HistorySample mean_sample(const std::vector<HistorySample> &samples) {
  RHOFLOW_PRECONDITION(!samples.empty(), "there is a sample");
  HistorySample mean = samples.front();
  const auto n = double(samples.size());
  const std::vector<std::vector<double> *> sums = mean.arrays();
  for (std::size_t r = 1; r < samples.size(); ++r)
    for (std::size_t k = 0; k < sums.size(); ++k) {
      const std::vector<double> &values = *samples[r].arrays()[k];
      RHOFLOW_PRECONDITION(values.size() == sums[k]->size(), "samples of the same sizes");
      for (std::size_t i = 0; i < values.size(); ++i)
        (*sums[k])[i] += values[i];
    }
  for (std::vector<double> *sum : sums)
    for (double &value : *sum)
      value /= n;
  return mean;
}

std::vector<std::size_t> HistorySetting::sizes() const {
  const std::size_t n = data.size(), per_node = n * data.dimension;
  return {n_nodes() * per_node, per_node, n_nodes() * per_node, has_trained_head() ? n : 0};
}

double HistorySetting::decay(bool head, double time) const {
  if (head)
    return head_confinement;
  Regularization regulariser;
  regulariser.set(regularization > 0., regularization);
  return 2. * regulariser.strength(time) + encoder_confinement;
}

} // namespace rhoflow
