// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace rhoflow {

/// How far a training has come, and what it needs besides its densities or weights to go on with
/// the same bits.
struct TrainingProgress {
  double time = 0., last_step = 0.;
  double proposed_step = 0.; ///< by the error control
  unsigned long n_steps = 0, n_rejected = 0;
  /// Where the last forward solve started: [depth node or layer][sample][component]. It decides
  /// about the last digits of the features.
  std::vector<double> first_features;
};

} // namespace rhoflow
