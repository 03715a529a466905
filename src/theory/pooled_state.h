// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "points/point_training.h"

#include <functional>
#include <vector>

namespace rhoflow {

using ArrayList = std::vector<std::vector<double>>;

/// The means over the shifts, added up in their order, of the arrays that @p measure(shift) gives,
/// as many and as long for all. Collective.
ArrayList mean_arrays(const PointTraining &training,
                      const std::function<ArrayList(const ParticleTraining &)> &measure);

/// What potentials are made of, as means over the shifts: features, adjoints and residuals; nothing
/// else of the state is set. Potentials that R shifts make together scatter R times less, in
/// squares, than those of one. Collective.
SampleState mean_state(const PointTraining &training);

} // namespace rhoflow
