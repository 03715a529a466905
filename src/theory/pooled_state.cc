// SPDX-License-Identifier: Apache-2.0
#include "theory/pooled_state.h"

#include <utility>

namespace rhoflow {

ArrayList mean_arrays(const PointTraining &training,
                      const std::function<ArrayList(const ParticleTraining &)> &measure) {
  std::vector<std::size_t> sizes;
  const ArrayList lists = gather_from_shifts(training, [&](const ParticleTraining &shift) {
    std::vector<double> numbers;
    sizes.clear();
    for (const std::vector<double> &array : measure(shift)) {
      sizes.push_back(array.size());
      numbers.insert(numbers.end(), array.begin(), array.end());
    }
    return numbers;
  });
  std::vector<double> mean(lists.front().size(), 0.);
  for (const std::vector<double> &list : lists)
    for (std::size_t i = 0; i < mean.size(); ++i)
      mean[i] += list[i] / double(lists.size());
  ArrayList arrays;
  auto first = mean.begin();
  for (const std::size_t size : sizes) {
    arrays.emplace_back(first, first + std::ptrdiff_t(size));
    first += std::ptrdiff_t(size);
  }
  return arrays;
}

SampleState mean_state(const PointTraining &training) {
  ArrayList means = mean_arrays(training, [](const ParticleTraining &shift) {
    const SampleState &state = shift.state();
    return ArrayList{state.trajectory.features, state.trajectory.final_features,
                     state.adjoint.states, state.residuals};
  });
  const Trajectory &first = training.shifts().front().state().trajectory;
  SampleState mean;
  mean.trajectory = Trajectory(first.n_nodes, first.n_samples, first.dimension);
  mean.trajectory.features = std::move(means[0]);
  mean.trajectory.final_features = std::move(means[1]);
  mean.adjoint.states = std::move(means[2]);
  mean.residuals = std::move(means[3]);
  return mean;
}

} // namespace rhoflow
