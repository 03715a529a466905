// SPDX-License-Identifier: Apache-2.0
#include "particles/stage_features.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

void StageFeatures::add(double time, const std::vector<double> &features) {
  const auto place = std::lower_bound(stages_.begin(), stages_.end(), time,
                                      [](const Stage &stage, double t) { return stage.time < t; });
  if (place != stages_.end() && place->time == time)
    place->features = features;
  else
    stages_.insert(place, {time, features});
}

std::vector<double> StageFeatures::extrapolated(double time,
                                                const std::vector<double> &features) const {
  if (stages_.empty())
    return features;
  std::vector<const Stage *> nearest;
  for (const Stage &stage : stages_)
    nearest.push_back(&stage);
  std::stable_sort(nearest.begin(), nearest.end(), [&](const Stage *a, const Stage *b) {
    return std::abs(a->time - time) < std::abs(b->time - time);
  });
  const Stage &first = *nearest.front();
  if (first.time == time || nearest.size() == 1)
    return first.features;
  // Parabolas through three stages did not save evaluations.
  const Stage &second = *nearest[1];
  const double share = (time - first.time) / (second.time - first.time);
  std::vector<double> result = first.features;
  for (std::size_t i = 0; i < result.size(); ++i)
    result[i] += share * (second.features[i] - first.features[i]);
  return result;
}

} // namespace rhoflow
