// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/communicator.h"
#include "rhoflow/density/grid_field.h"
#include "rhoflow/potential/sample_state.h"

#include <vector>

namespace rhoflow {

/// What the network sees of the densities: first outer moments times quadrature weight on the
/// inner grid, and the length scale of the encoder's weights.
struct NetworkMoments {
  std::vector<GridField> fields; ///< [density][component]; the head's has one component
  double length_scale = 1.;      ///< l(t) of the encoder
};

/// Adds up the moments that every process has of its own cells; all have the sums. Collective.
void sum_over_processes(const Communicator &communicator, NetworkMoments &moments);

/// One evaluation of the network and of the gradient of its loss.
struct NetworkState : SampleState {
  std::vector<GridField> potentials; ///< [density]: phi at the depth nodes, psi of the head
};

} // namespace rhoflow
