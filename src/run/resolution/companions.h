// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accuracy/estimated_errors.h"
#include "rhoflow/base/communicator.h"
#include "rhoflow/data/data_set.h"
#include "rhoflow/run/parameters.h"

#include <optional>

namespace rhoflow {

/// The errors of a run whose resolution is given, from companions: runs that are coarse in
/// everything but one cause of error, once as it is given and once finer. What the finer one
/// changes is the error by this cause, and their sum the error of the run; it is printed a little
/// larger, as measured against finer runs (doc/accuracy.md). The companions have few outer weights
/// and one depth node, so they take a fraction of the time of the run. Collective.
/// @return none if companions cannot be computed
std::optional<EstimatedErrors> estimate_by_companions(const Parameters &parameters,
                                                      const DataSet &data,
                                                      const Communicator &communicator);

} // namespace rhoflow
