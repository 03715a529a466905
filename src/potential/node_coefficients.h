// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/potential/sample_state.h"

#include <vector>

namespace rhoflow {

/// encoder_coefficients() of all depth nodes, [depth node][sample][component].
inline std::vector<double> coefficients_of_nodes(const NetworkParameters &parameters,
                                                 const SampleState &state) {
  std::vector<double> coefficients;
  for (std::size_t k = 0; k < state.trajectory.n_nodes; ++k) {
    const std::vector<double> part = encoder_coefficients(parameters, state, k);
    coefficients.insert(coefficients.end(), part.begin(), part.end());
  }
  return coefficients;
}

} // namespace rhoflow
