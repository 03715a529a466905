// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

namespace rhoflow {

/// Calls `body(i)` once for every i in [0, n), spread over the threads of this process (TBB).
///
/// The work items are the caller's: their number must not depend on the number of threads, and
/// each must write to its own place only. Sums over items are then formed by the caller in the
/// order of the items, so that results are the same bit for bit for any number of threads.
/// An exception thrown by the body is rethrown here.
void parallel_for(std::size_t n, const std::function<void(std::size_t)> &body);

} // namespace rhoflow
