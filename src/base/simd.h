// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/lane_pair.h"
#include "base/lane_shuffle.h"

#include <cstddef>
#include <cstring>

namespace rhoflow {

/// Number of doubles in Lanes. Every outer row of a density and every row of a collocation grid is
/// padded to a multiple of it, so that the hot loops have no remainder.
constexpr std::size_t lane_count = 8;

/// The smallest multiple of lane_count that is at least @p n.
constexpr std::size_t padded(std::size_t n) {
  return (n + lane_count - 1) / lane_count * lane_count;
}

inline namespace RHOFLOW_REGISTERS {

/// Eight doubles treated as one value: one AVX-512 register, two AVX registers or four SSE2
/// registers.
using Lanes = Registers<Register, int(lane_count) / register_lanes>::type;
/// The result of comparing two Lanes: all bits set where the comparison holds.
using LaneMask = Registers<RegisterBits, int(lane_count) / register_lanes>::type;

/// Eight doubles from a place that is aligned to 64 bytes.
inline Lanes load(const double *p) {
  return load_registers<Lanes, true>(p);
}
inline void store(double *p, const Lanes &v) {
  store_registers<true>(p, v);
}

/// Eight doubles from any place, for lines of values whose length is no multiple of eight.
inline Lanes load_unaligned(const double *p) {
  return load_registers<Lanes, false>(p);
}
inline void store_unaligned(double *p, const Lanes &v) {
  store_registers<false>(p, v);
}

inline Lanes broadcast(double x) {
  return Lanes{} + x;
}

inline double sum(const Lanes &v) {
  // A fixed tree: the result does not depend on the instruction set.
  return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
}

/// Writes one lane by way of memory, for tables that are filled once.
inline void set_lane(Lanes &v, std::size_t lane, double x) {
  std::memcpy(reinterpret_cast<char *>(&v) + lane * sizeof(double), &x, sizeof(double));
}

/// Lane i of the result is entry source[i] of the eight lanes of @p a followed by those of @p b.
template <int... source>
inline Lanes shuffled(const Lanes &a, const Lanes &b) {
  static_assert(sizeof...(source) == lane_count);
  return LaneShuffle<source...>::apply(a, b);
}

/// The lanes in reverse order.
inline Lanes reversed(const Lanes &v) {
  return shuffled<7, 6, 5, 4, 3, 2, 1, 0>(v, v);
}

} // namespace RHOFLOW_REGISTERS
} // namespace rhoflow
