// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checkpoint/density_checkpoint.h"
#include "distributions/weight_distribution.h"

#include <memory>
#include <string>

namespace rhoflow {

/// The weights that the densities of a checkpoint describe. Reads one density after the other and
/// keeps tables of them only.
/// @param n_directions of slicing_directions(); 0: there are no projections
/// @throws InputError as read_checkpoint_density() does
std::unique_ptr<WeightDistribution> make_density_distribution(const std::string &path,
                                                              const DensityCheckpoint &checkpoint,
                                                              unsigned int n_directions);

} // namespace rhoflow
