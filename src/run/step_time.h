// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/communicator.h"
#include "rhoflow/data/data_set.h"
#include "rhoflow/run/parameters.h"

namespace rhoflow {

/// Seconds of wall time that parts of a run will take on this machine.
struct RunTimes {
  double step = 0;   ///< a step, with what the theory notes after it
  double output = 0; ///< theory and indicators at an output time, without writing files
  double fields = 0; ///< writing the fields for ParaView at an output time; 0: there are none
};

/// A few steps, and one output, of the same problem on an inner mesh of at most about three million
/// unknowns are timed and scaled by the number of inner nodes, to which the network integrals, the
/// transport and the moments of the theory are proportional. Fields are written once, among the
/// machine's temporary files, of at most 49 points a side, and scaled by the number of points.
/// Errors by companions, a part of the whole, and pictures, seconds at the end, are not included.
/// Of more than about four thousand samples two smaller numbers are timed, since all times are
/// linear in it: a step of 300,000 takes minutes.
///
/// @pre check_start() has passed. Collective over @p communicator.
RunTimes measure_run_times(const Parameters &parameters, const DataSet &data,
                           const Communicator &communicator);

} // namespace rhoflow
