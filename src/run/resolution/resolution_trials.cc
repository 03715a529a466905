// SPDX-License-Identifier: Apache-2.0
#include "run/resolution/resolution_trials.h"

#include "rhoflow/run/setup.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rhoflow {

TrialDifference ResolutionTrials::step_above(const Rungs &base, Cause cause, std::size_t rung) {
  Rungs coarse = base, fine = base;
  coarse[cause] = rung;
  fine[cause] = rung + 1;
  const std::optional<Trial> &a = at(coarse), &b = at(fine);
  if (a && b)
    return difference(*b, *a, trials_.data());
  const std::size_t n = at(base)->times.size();
  const std::vector<double> unknown(n, std::numeric_limits<double>::infinity());
  return {unknown, unknown, {}, {}};
}

double ResolutionTrials::work_of(const Rungs &resolution, const Rungs &base) {
  // Steps shrink with the cells, and with their degree about as a power of 1.5.
  const auto node_density = [&](const Rungs &of) {
    const WeightsParameters weights = with_resolution(parameters_, ladders_, of).weights;
    const InnerMeshParameters encoder = weights.inner_mesh(false), head = weights.inner_mesh(true);
    const auto of_mesh = [](const InnerMeshParameters &mesh) {
      return mesh.cells / mesh.half_width * std::pow(mesh.degree, 1.5);
    };
    return std::max(of_mesh(encoder), of_mesh(head));
  };
  const Parameters parameters = with_resolution(parameters_, ladders_, resolution);
  return double(estimate_size(parameters, trials_.data()).degrees_of_freedom) * at(base)->steps *
         node_density(resolution) / node_density(base);
}

double ResolutionTrials::seconds_of(const Rungs &resolution, const Rungs &base) {
  return at(base)->seconds * work_of(resolution, base) / work_of(base, base);
}

} // namespace rhoflow
