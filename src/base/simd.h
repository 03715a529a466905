// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace rhoflow {

/// Eight doubles treated as one value. GCC and Clang map it onto whatever the target has: one
/// AVX-512 register, two AVX registers or four SSE2 registers.
using Lanes = double __attribute__((vector_size(64)));
/// The result of comparing two Lanes: all bits set where the comparison holds.
using LaneMask = long long __attribute__((vector_size(64)));

/// Number of doubles in Lanes. Every outer row of a density and every row of a collocation grid is
/// padded to a multiple of it, so that the hot loops have no remainder.
constexpr std::size_t lane_count = 8;

/// The smallest multiple of lane_count that is at least @p n.
constexpr std::size_t padded(std::size_t n) {
  return (n + lane_count - 1) / lane_count * lane_count;
}

inline Lanes load(const double *p) {
  return *reinterpret_cast<const Lanes *>(p);
}

inline void store(double *p, const Lanes &v) {
  *reinterpret_cast<Lanes *>(p) = v;
}

inline Lanes broadcast(double x) {
  return Lanes{} + x;
}

inline double sum(const Lanes &v) {
  // A fixed tree: the result does not depend on the instruction set.
  return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
}

} // namespace rhoflow
