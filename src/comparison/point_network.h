// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "comparison/trained_network.h"

namespace rhoflow {

/// A run on points: statistics.csv and the checkpoint in @p folder. Its densities are the points of
/// all shifts together, each with its share of the weight; predictions are means over the shifts.
/// @param n_directions of slicing_directions()
/// @throws InputError naming file and problem
TrainedNetwork load_point_run(const std::string &folder, unsigned int n_directions);

} // namespace rhoflow
