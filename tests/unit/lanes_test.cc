// SPDX-License-Identifier: Apache-2.0
// Eight doubles as one value, lane by lane against the same with single numbers. This file is
// compiled for the smallest registers, so that Lanes are pairs of pairs; the tests of the kernels
// use those of the machine.
#include "base/simd.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace rhoflow {
namespace {

using Numbers = std::array<double, lane_count>;

Lanes lanes_of(const Numbers &numbers) {
  return load_unaligned(numbers.data());
}

Numbers numbers_of(const Lanes &lanes) {
  Numbers result;
  store_unaligned(result.data(), lanes);
  return result;
}

const Numbers first{1., -2., 3.5, 0., -0.25, 1e300, -7., 8.},
    second{0.5, 3., -1., 2., -4., 1e-3, 7., -8.};

TEST(Lanes, OperateLaneByLane) {
  const Lanes a = lanes_of(first), b = lanes_of(second);
  const Numbers sum = numbers_of(a + b), difference = numbers_of(a - b),
                product = numbers_of(a * b), quotient = numbers_of(a / b),
                scaled = numbers_of(2. * a - 1.), negative = numbers_of(-a);
  Lanes changed = a;
  changed += b;
  changed *= 3.;
  changed -= a;
  for (std::size_t i = 0; i < lane_count; ++i) {
    EXPECT_EQ(sum[i], first[i] + second[i]);
    EXPECT_EQ(difference[i], first[i] - second[i]);
    EXPECT_EQ(product[i], first[i] * second[i]);
    EXPECT_EQ(quotient[i], first[i] / second[i]);
    EXPECT_EQ(scaled[i], 2. * first[i] - 1.);
    EXPECT_EQ(negative[i], -first[i]);
    EXPECT_EQ(changed[i], (first[i] + second[i]) * 3. - first[i]);
    EXPECT_EQ(a[i], first[i]);
    EXPECT_EQ(broadcast(first[i])[lane_count - 1 - i], first[i]);
  }
}

TEST(Lanes, AreChosenByComparisons) {
  Numbers with_nan = first;
  with_nan[3] = std::numeric_limits<double>::quiet_NaN();
  const Lanes a = lanes_of(with_nan), b = lanes_of(second);
  const Numbers larger = numbers_of(select(a > b, a, b)), below = numbers_of(select(a < 0., b, a)),
                at_most = numbers_of(select(a <= b, a, b)),
                both = numbers_of(select((a > 0.) & (b > 0.), a, b)),
                either = numbers_of(select((a > 0.) | (b > 0.), a, b));
  for (std::size_t i = 0; i < lane_count; ++i) {
    const double x = with_nan[i], y = second[i];
    EXPECT_EQ(larger[i], x > y ? x : y);
    EXPECT_EQ(at_most[i], x <= y ? x : y);
    EXPECT_EQ(both[i], x > 0. && y > 0. ? x : y);
    if (std::isnan(x)) {
      EXPECT_TRUE(std::isnan(below[i]));
      EXPECT_TRUE(std::isnan(either[i]));
    } else {
      EXPECT_EQ(below[i], x < 0. ? y : x);
      EXPECT_EQ(either[i], x > 0. || y > 0. ? x : y);
    }
  }
}

TEST(Lanes, AreSeenAsBitsAndIntegers) {
  const Lanes a = lanes_of({1., 2., 4., 8., 0.5, 0.25, 1024., 3.});
  const LaneMask exponents = (bits_of(a) >> 52) - 1023LL;
  EXPECT_EQ(numbers_of(to_numbers(exponents)), (Numbers{0., 1., 2., 3., -1., -2., 10., 1.}));
  EXPECT_EQ(numbers_of(from_bits((exponents + 1023LL) << 52)),
            (Numbers{1., 2., 4., 8., 0.5, 0.25, 1024., 2.}));
  const Numbers odd = numbers_of(select(((exponents & 1LL) != 0LL), broadcast(1.), Lanes{}));
  EXPECT_EQ(odd, (Numbers{0., 1., 0., 1., 1., 0., 0., 1.}));
}

TEST(Lanes, AreSummedInAFixedTree) {
  const Numbers &x = first;
  EXPECT_EQ(sum(lanes_of(x)), ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7])));
}

template <int... source>
void expect_shuffled() {
  const Numbers result = numbers_of(shuffled<source...>(lanes_of(first), lanes_of(second)));
  const std::array<int, lane_count> from{source...};
  for (std::size_t i = 0; i < lane_count; ++i)
    EXPECT_EQ(result[i],
              from[i] < 8 ? first[std::size_t(from[i])] : second[std::size_t(from[i] - 8)])
        << "lane " << i << " from " << from[i];
}

TEST(Lanes, AreShuffledAsAsked) {
  expect_shuffled<0, 1, 2, 3, 4, 5, 6, 7>();
  expect_shuffled<7, 6, 5, 4, 3, 2, 1, 0>();
  expect_shuffled<0, 8, 2, 10, 4, 12, 6, 14>();
  expect_shuffled<4, 5, 6, 7, 12, 13, 14, 15>();
  expect_shuffled<15, 0, 14, 1, 13, 2, 12, 3>();
  expect_shuffled<3, 3, 3, 3, 11, 11, 11, 11>();
  expect_shuffled<0, 4, 8, 12, 3, 7, 11, 15>(); // four registers of four lanes each
  expect_shuffled<9, 1, 9, 13, 5, 0, 2, 15>();
  EXPECT_EQ(numbers_of(reversed(lanes_of(first))),
            (Numbers{8., -7., 1e300, -0.25, 0., 3.5, -2., 1.}));
}

TEST(Lanes, AreSetOneByOne) {
  Lanes v{};
  for (std::size_t i = 0; i < lane_count; ++i)
    set_lane(v, i, second[i]);
  EXPECT_EQ(numbers_of(v), second);
}

} // namespace
} // namespace rhoflow
