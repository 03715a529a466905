// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <type_traits>

namespace rhoflow {

/// Calls @p action with the number of components, 1 or 2, as a compile-time constant.
template <typename Action>
void with_components(unsigned int n_components, const Action &action) {
  if (n_components == 1)
    action(std::integral_constant<unsigned int, 1>());
  else
    action(std::integral_constant<unsigned int, 2>());
}

} // namespace rhoflow
