// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/simd.h"
#include "rhoflow/base/aligned_vector.h"

#include <array>
#include <type_traits>
#include <vector>

namespace rhoflow {

/// A number known to the compiler, or only at run time (size 0).
template <unsigned int size>
struct Count {
  explicit Count(unsigned int) {}
  constexpr operator unsigned int() const { return size; }
};
template <>
struct Count<0> {
  explicit Count(unsigned int n) : value(n) {}
  operator unsigned int() const { return value; }
  unsigned int value;
};

/// As many Lanes: registers where the number is known to the compiler.
template <unsigned int size>
struct LaneArray : std::array<Lanes, size> {
  explicit LaneArray(unsigned int) {}
};
template <>
struct LaneArray<0> : std::vector<Lanes, AlignedAllocator<Lanes>> {
  explicit LaneArray(unsigned int n) : std::vector<Lanes, AlignedAllocator<Lanes>>(n) {}
};

/// Calls @p action with n_outer and n_features as compile-time constants, both zero where there is
/// no special version for them.
template <typename Action>
void with_sizes(unsigned int n_outer, unsigned int n_features, const Action &action) {
  const auto call = [&](auto outer, auto features) { action(outer, features); };
  constexpr std::integral_constant<unsigned int, 0> any;
  constexpr std::integral_constant<unsigned int, 1> one;
  constexpr std::integral_constant<unsigned int, 2> two;
  if (n_features == 1 && n_outer == 1)
    call(one, one);
  else if (n_features == 2 && n_outer == 1)
    call(one, two);
  else if (n_features == 2 && n_outer == 2)
    call(two, two);
  else
    call(any, any);
}

} // namespace rhoflow
