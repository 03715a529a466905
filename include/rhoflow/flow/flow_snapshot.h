#pragma once

#include "rhoflow/flow/mean_field_network.h"

#include <vector>

namespace rhoflow {

/// What a flow needs besides its densities to go on with the same bits.
struct FlowSnapshot {
  double time = 0., last_step = 0.;
  double proposed_step = 0.; ///< by the error control
  unsigned long n_steps = 0, n_rejected = 0;
  /// Where the last forward solve started: [depth node][sample][component]. It decides about the
  /// last digits of the features.
  std::vector<double> first_features;
  NetworkMoments moments; ///< of the densities, in the order in which the last stage summed them
};

} // namespace rhoflow
