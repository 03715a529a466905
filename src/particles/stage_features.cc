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
  constexpr std::size_t n_points = 2; // more did not save evaluations
  if (stages_.empty())
    return features;
  std::vector<const Stage *> nearest;
  for (const Stage &stage : stages_)
    nearest.push_back(&stage);
  std::stable_sort(nearest.begin(), nearest.end(), [&](const Stage *a, const Stage *b) {
    return std::abs(a->time - time) < std::abs(b->time - time);
  });
  if (nearest.front()->time == time)
    return nearest.front()->features;
  if (nearest.size() > n_points)
    nearest.resize(n_points);
  std::vector<double> result(features.size(), 0.);
  for (const Stage *stage : nearest) {
    double weight = 1.;
    for (const Stage *other : nearest)
      if (other != stage)
        weight *= (time - other->time) / (stage->time - other->time);
    for (std::size_t i = 0; i < result.size(); ++i)
      result[i] += weight * stage->features[i];
  }
  return result;
}

} // namespace rhoflow
