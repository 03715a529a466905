// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "operators/transport/kernels/cell_transport.h"

namespace rhoflow {

/// What limits an explicit step.
struct TransportRates {
  double inner = 0.; ///< sum over directions of |velocity| / cell length, per unit time
  double outer = 0.; ///< sum over components of |phi_k| / l
};

/// The largest rates at the nodes of the cells [begin, end); the velocity is that of the outermost
/// outer weights, |u_k| <= @p largest_outer. A maximum does not depend on how the cells are cut.
TransportRates largest_rates(const TransportTables &tables, const StagePotential &potential,
                             double largest_outer, std::size_t begin, std::size_t end);

} // namespace rhoflow
