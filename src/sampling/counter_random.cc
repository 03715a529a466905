// SPDX-License-Identifier: Apache-2.0
#include "sampling/counter_random.h"

#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/erf.hpp>

#include <cmath>

namespace rhoflow {

std::array<std::uint32_t, 4> philox(const std::array<std::uint32_t, 4> &counter,
                                    const std::array<std::uint32_t, 2> &key) {
  constexpr std::uint64_t first = 0xD2511F53, second = 0xCD9E8D57;
  std::array<std::uint32_t, 4> x = counter;
  std::uint32_t k0 = key[0], k1 = key[1];
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = first * x[0], b = second * x[2];
    x = {std::uint32_t(b >> 32) ^ x[1] ^ k0, std::uint32_t(b), std::uint32_t(a >> 32) ^ x[3] ^ k1,
         std::uint32_t(a)};
    k0 += 0x9E3779B9;
    k1 += 0xBB67AE85;
  }
  return x;
}

std::uint64_t random_bits(std::uint32_t seed, const DrawPlace &place) {
  // One call gives two draws of 64 bits; neighbouring components share it.
  const auto x = philox({std::uint32_t(place.particle), std::uint32_t(place.particle >> 32),
                         place.stream, place.component / 2},
                        {seed, 0});
  const unsigned int half = 2 * (place.component % 2);
  return std::uint64_t(x[half]) << 32 | x[half + 1];
}

double uniform_from_bits(std::uint64_t bits) {
  return (double(bits >> 12) + 0.5) * 0x1p-52;
}

double normal_from_bits(std::uint64_t bits) {
  using namespace boost::math::policies;
  const double u = uniform_from_bits(bits);
  const double tail =
      boost::math::erfc_inv(2. * std::fmin(u, 1. - u), policy<promote_double<false>>());
  return (u < 0.5 ? -std::sqrt(2.) : std::sqrt(2.)) * tail;
}

} // namespace rhoflow
