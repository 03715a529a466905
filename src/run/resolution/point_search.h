// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/resolution/resolution_search.h"

#include <functional>
#include <string>

namespace rhoflow {

/// Chooses the number of points, the depth nodes of the rule gauss and the tolerance of the steps
/// with which a run on points reaches the section Accuracy of @p
/// parameters.
///
/// Depth and steps first, on few points: each goes up until the next finer one changes no more than
/// its share of what is allowed. Then trials with four times the points each time, until the
/// standard errors of the last one, and how fast they fell, say how many points are enough.
/// @param say gets a line for every stage
/// Collective over @p communicator.
/// @throws RunError if nothing can be computed with
ChosenResolution choose_points(const Parameters &parameters, const DataSet &data,
                               const Communicator &communicator,
                               const std::function<void(const std::string &)> &say);

} // namespace rhoflow
