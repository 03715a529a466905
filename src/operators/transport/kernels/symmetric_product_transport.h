// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "operators/transport/kernels/outer_transport.h"

#include <memory>

namespace rhoflow {

/// The outer transport of a tensor product of two outer weights, for nodes symmetric about zero
/// (Gauss-Hermite) and an even number N of them per weight, 8 <= N <= 16. The matrix D of one
/// weight then changes its sign when rows and columns are reversed, so that it maps sums
/// r_j + r_{-j} onto differences and differences onto sums: two matrices of half the size, half the
/// work of D.
/// @return nothing if the tables are not of this kind
std::unique_ptr<OuterTransport> make_symmetric_product_transport(const TransportTables &tables);

} // namespace rhoflow
