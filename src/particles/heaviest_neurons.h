// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace rhoflow {

/// The numbers, ascending, of the @p most neurons with the largest of @p n weights, of equal ones
/// the first; 0: all. A plain network shows its first neurons, a quadrature those that count.
std::vector<std::size_t> heaviest_neurons(const double *weights, std::size_t n, std::size_t most);

} // namespace rhoflow
