// SPDX-License-Identifier: Apache-2.0
#include "run/resolution/resolution_trials.h"

#include "rhoflow/base/errors.h"
#include "rhoflow/run/setup.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rhoflow {

ResolutionTrials::ResolutionTrials(const Parameters &parameters, const DataSet &data,
                                   const Communicator &communicator)
    : parameters_(parameters), data_(data), communicator_(communicator),
      ladders_(parameters, data.dimension) {}

ResolutionTrials::Key ResolutionTrials::key_of(const Rungs &resolution) {
  Key key;
  for (const Cause cause : all_causes)
    key.push_back(resolution[cause]);
  return key;
}

Trial ResolutionTrials::counted(Trial trial, const Parameters &parameters) {
  ++n_;
  total_work_ += double(estimate_size(parameters, data_).degrees_of_freedom) * trial.steps;
  return trial;
}

const std::optional<Trial> &ResolutionTrials::at(const Rungs &resolution) {
  const auto [entry, is_new] = trials_.try_emplace(key_of(resolution));
  if (is_new) {
    try {
      const Parameters parameters = parameters_at(resolution);
      entry->second = counted(run_trial(parameters, data_, communicator_), parameters);
    } catch (const RunError &) {
      // What is too coarse to be computed with is worth nothing.
    }
  }
  return entry->second;
}

TrialDifference ResolutionTrials::step_above(const Rungs &base, Cause cause, std::size_t rung) {
  Rungs coarse = base, fine = base;
  coarse[cause] = rung;
  fine[cause] = rung + 1;
  const std::optional<Trial> &a = at(coarse), &b = at(fine);
  if (a && b)
    return difference(*b, *a, data_);
  const std::size_t n = at(base)->times.size();
  const std::vector<double> unknown(n, std::numeric_limits<double>::infinity());
  return {unknown, unknown, {}, {}};
}

TrialDifference ResolutionTrials::box_error(const Rungs &base) {
  const Trial &here = *at(base);
  Parameters wider = parameters_at(base);
  const bool has_head = ladders_.has(Cause::inner_head);
  const InnerMeshParameters head = one_cell_wider(wider.weights.inner_mesh(true));
  wider.weights.inner = one_cell_wider(wider.weights.inner);
  if (has_head)
    wider.weights.head_inner = head;
  try {
    return difference(counted(run_trial(wider, data_, communicator_), wider), here, data_);
  } catch (const RunError &) {
    // Weights far out may move too fast: what they do where the walls are is left.
  }
  const Parameters parameters = parameters_at(base);
  const double box =
      counted(run_trial(parameters, data_, communicator_, {/*box*/ true, false}), parameters).box;
  const std::vector<double> at_all_times(here.times.size(), box);
  return {at_all_times, at_all_times, {}, {}};
}

double ResolutionTrials::work_of(const Rungs &resolution, const Rungs &base) const {
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
  return double(estimate_size(parameters, data_).degrees_of_freedom) *
         trials_.at(key_of(base))->steps * node_density(resolution) / node_density(base);
}

double ResolutionTrials::seconds_of(const Rungs &resolution, const Rungs &base) const {
  return trials_.at(key_of(base))->seconds * work_of(resolution, base) / work_of(base, base);
}

} // namespace rhoflow
