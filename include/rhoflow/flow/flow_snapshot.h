// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/mean_field/network_state.h"
#include "rhoflow/time/training_progress.h"

namespace rhoflow {

/// What a flow needs besides its densities to go on with the same bits.
struct FlowSnapshot : TrainingProgress {
  double limiter_work = 0.; ///< relative change of a density by the limiter after the last step
  NetworkMoments moments;   ///< of the densities, in the order in which the last stage summed them
};

} // namespace rhoflow
