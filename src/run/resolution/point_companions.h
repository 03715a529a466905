// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/resolution/point_trial.h"

#include <functional>
#include <string>
#include <vector>

namespace rhoflow {

/// Whether depth rule or steps of a run on points make an error by @p cause.
bool makes_error_on_points(const Parameters &parameters, Cause cause);

/// Points of a companion, if the run has as many.
constexpr unsigned int point_companion_size = 4096;

/// The companion of a run on points: few points and two shifts, which tell what depth and steps do
/// in a fraction of the time of the run, because that hardly depends on the points.
Parameters point_companion(Parameters parameters);

/// The error of @p trial as the trial @p finer shows it, which has one depth node more or a tenth
/// of the tolerance: what that changes, a little larger.
TrialDifference error_of_trial(const PointTrial &trial, const PointTrial &finer,
                               const DataSet &data);

/// For each cause of points the settings that make it finer; empty where there is nothing finer.
PerCause<std::string> remedies_on_points(const Parameters &parameters);

/// Makes a trial run on points, or gives the one that it made before with the same settings.
using PointTrialSource = std::function<PointTrial(const Parameters &)>;

/// The errors of a run on points by depth and steps, from companions, and their remedies. Those by
/// the number of points are not in it: the shifts of the run show them.
/// @param trial_of makes the companions
/// @throws RunError if a companion fails
RunErrors estimate_point_errors(const Parameters &parameters, const DataSet &data,
                                const PointTrialSource &trial_of);

/// "Section/Key = value" of what Accuracy chooses on points.
std::vector<std::string> point_settings(const Parameters &parameters, int digits = 17);

} // namespace rhoflow
