// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "operators/transport/kernels/cell_transport.h"

#include <memory>

namespace rhoflow {

/// The outer transport of one cell, sum_k phi_k D_k r: a small matrix along every outer weight,
/// applied at each inner node. Objects are cheap to make and not shared between threads.
class OuterTransport {
public:
  virtual ~OuterTransport() = default;

  /// Subtracts sum_k phi_k D_k r from @p result at @p n_nodes inner nodes.
  /// @param in r: [node][outer row]
  /// @param phi one array over the nodes per outer weight
  virtual void subtract(std::size_t n_nodes, const double *in, const double *const *phi,
                        double *result) = 0;
};

/// Chooses the fastest way that fits the tables.
std::unique_ptr<OuterTransport> make_outer_transport(const TransportTables &tables);

} // namespace rhoflow
