#pragma once

#include "rhoflow/base/communicator.h"
#include "rhoflow/data/data_set.h"
#include "rhoflow/run/parameters.h"

namespace rhoflow {

/// Seconds that a step of a run will take on this machine: a few steps of the same problem on an
/// inner mesh of at most about three million unknowns are timed and scaled by the number of inner
/// nodes, to which the network integrals and the transport are both proportional. Output is not
/// included.
///
/// @pre check_start() has passed. Collective over @p communicator.
double measure_step_time(const Parameters &parameters, const DataSet &data,
                         const Communicator &communicator);

} // namespace rhoflow
