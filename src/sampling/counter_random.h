// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

namespace rhoflow {

/// The counter-based generator Philox-4x32 with ten rounds (Salmon, Moraes, Dror and Shaw 2011): a
/// keyed bijection of 128-bit counters. Numbers depend on key and counter alone, so that particles
/// can be drawn in any order and by any number of threads.
std::array<std::uint32_t, 4> philox(const std::array<std::uint32_t, 4> &counter,
                                    const std::array<std::uint32_t, 2> &key);

/// Identifies one draw.
struct DrawPlace {
  std::uint64_t particle = 0;
  std::uint32_t stream = 0;    ///< layer, or the head's
  std::uint32_t component = 0; ///< of the particle
};

/// 64 random bits for @p place.
std::uint64_t random_bits(std::uint32_t seed, const DrawPlace &place);

/// (k + 1/2) / 2^52, k being the upper 52 of @p bits: exact, and never 0 or 1.
double uniform_from_bits(std::uint64_t bits);

/// The quantile of the standard normal distribution at uniform_from_bits(@p bits): standard normal
/// for random bits, to the last digits in both tails.
double normal_from_bits(std::uint64_t bits);

} // namespace rhoflow
