// SPDX-License-Identifier: Apache-2.0
#include "run/resolution/point_companions.h"

#include "run/accepted_settings.h"
#include "run/resolution/finer_grid.h"
#include "run/resolution/resolution.h"

#include <algorithm>

namespace rhoflow {

namespace {

/// The next finer ones are off themselves: where another depth node, or a tenth of the tolerance,
/// leaves a third of the error, the change is two thirds of it.
constexpr double caution = 1.5;

/// Settings of @p finer that differ from those of @p parameters, as one would write them.
std::string changed_settings(const Parameters &parameters, const Parameters &finer) {
  constexpr int digits = 5;
  const std::vector<std::string> former = point_settings(parameters, digits),
                                 next = point_settings(finer, digits);
  std::string changed;
  for (std::size_t k = 0; k < next.size(); ++k)
    if (next[k] != former[k])
      changed += (changed.empty() ? "" : ", ") + next[k];
  return changed;
}

} // namespace

bool makes_error_on_points(const Parameters &parameters, Cause cause) {
  return cause == Cause::points || cause == Cause::time ||
         (cause == Cause::depth && makes_error(parameters, cause));
}

Parameters point_companion(Parameters parameters) {
  // With 1024 of them two spirals seemed to need eight depth nodes for 1e-3, where five are right
  // to 1e-4: the deeper a network of few points, the more their errors differ.
  constexpr unsigned int fewest_shifts = 2;
  PointParameters &points = parameters.points;
  if (points.head_number > 0)
    points.head_number = std::min(points.head_number, point_companion_size);
  points.number = std::min(points.number, point_companion_size);
  points.shifts = fewest_shifts;
  return parameters;
}

TrialDifference error_of_trial(const PointTrial &trial, const PointTrial &finer,
                               const DataSet &data) {
  TrialDifference error = difference(finer.mean, trial.mean, data);
  error.scale(caution);
  return error;
}

PerCause<std::string> remedies_on_points(const Parameters &parameters) {
  PerCause<std::string> remedies;
  for (const Cause cause : {Cause::depth, Cause::time}) {
    const Parameters finer = with_finer(parameters, cause);
    if (makes_error_on_points(parameters, cause) && finer.depth.nodes >= parameters.depth.nodes)
      remedies[cause] = changed_settings(parameters, finer);
  }
  Parameters more = parameters;
  more.points.number *= 2;
  more.points.head_number *= 2;
  remedies[Cause::points] = changed_settings(parameters, more);
  for (const Cause cause : causes_on_points)
    if (!are_accepted(parameters, remedies[cause])) // a trial run may be finer than any run
      remedies[cause].clear();
  return remedies;
}

RunErrors estimate_point_errors(const Parameters &parameters, const DataSet &data,
                                const PointTrialSource &trial_of) {
  const Parameters base = point_companion(parameters);
  const PointTrial trial = trial_of(base);
  RunErrors errors;
  errors.estimate.times = trial.mean.times;
  errors.estimate.first_loss = trial.mean.losses.front();
  for (const Cause cause : {Cause::depth, Cause::time}) {
    if (!makes_error_on_points(parameters, cause))
      continue;
    const PointTrial finer = trial_of(with_finer(base, cause));
    const TrialDifference error = error_of_trial(trial, finer, data);
    errors.estimate.loss[cause] = error.loss;
    errors.estimate.predictions[cause] = error.predictions;
  }
  errors.remedies = remedies_on_points(parameters);
  return errors;
}

std::vector<std::string> point_settings(const Parameters &parameters, int digits) {
  std::vector<std::string> settings;
  const auto add = [&](const std::string &key, double value) {
    settings.push_back(setting_of(key, value, digits));
  };
  add("Points/Number", parameters.points.number);
  if (parameters.points.head_number > 0)
    add("Points/Head number", parameters.points.head_number);
  add("Depth/Nodes", parameters.depth.nodes);
  add("Time/Tolerance", parameters.time.tolerance);
  return settings;
}

} // namespace rhoflow
