// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/theory/kernels/row_sums.h"

#include "base/simd.h"
#include "network/kernels/vector_math.h"

#include <algorithm>

namespace rhoflow {

namespace {

/// ln x of positive normal numbers, to a unit or two in the last place: x = 2^k m with m around
/// one, ln m = 2 artanh( (m - 1) / (m + 1) ) by its series.
Lanes logarithm(const Lanes &x) {
  constexpr double ln2 = 0.693147180559945309417, sqrt2 = 1.41421356237309504880;
  constexpr long long mantissa = 0x000fffffffffffffLL, one = 0x3ff0000000000000LL;
  const LaneMask bits = bits_of(x);
  Lanes m = from_bits((bits & mantissa) | one), k = to_numbers((bits >> 52) - 1023LL);
  const LaneMask large = m > sqrt2;
  m = select(large, 0.5 * m, m);
  k = select(large, k + 1., k);
  const Lanes s = (m - 1.) / (m + 1.), square = s * s;
  Lanes series = broadcast(1. / 21.);
  for (int n = 19; n >= 1; n -= 2)
    series = series * square + 1. / n;
  return k * ln2 + 2. * s * series;
}

double smallest(const Lanes &v) {
  double result = v[0];
  for (std::size_t i = 1; i < lane_count; ++i)
    result = std::min(result, v[i]);
  return result;
}

} // namespace

void compare_row(const double *row, std::size_t stride, const double *weight,
                 const double *log_start, double log_shift, const double *square, double room,
                 double node_weight, StartComparison &result) {
  // Smaller values count as nothing; they are far below any rounding that matters.
  constexpr double tiny = 1e-300;
  Lanes entropy{}, negative{}, ratio = broadcast(result.smallest_ratio);
  bool in_ball = false;
  for (std::size_t j = 0; j < stride; j += lane_count) {
    const Lanes r = load(row + j), w = load(weight + j), base = load(log_start + j) + log_shift;
    const LaneMask positive = r > tiny, large = magnitude(r) > tiny;
    const Lanes log_ratio = logarithm(select(large, magnitude(r), broadcast(1.))) - base;
    entropy += select(large, w * r * log_ratio, Lanes{});
    negative += select(r < 0., w * r, Lanes{});
    const LaneMask inside = load(square + j) <= room;
    bool any = false;
    for (std::size_t i = 0; i < lane_count; ++i)
      any = any || inside[i] != 0;
    if (!any)
      continue;
    in_ball = true;
    // A value that is not positive lies as far below zero as it is in units of the start.
    const Lanes here =
        select(positive, bounded_exponential(log_ratio), r * bounded_exponential(-base));
    ratio = select(inside & (here < ratio), here, ratio);
  }
  result.entropy += node_weight * sum(entropy);
  result.negative_mass -= node_weight * sum(negative);
  if (in_ball)
    result.smallest_ratio = smallest(ratio);
}

} // namespace rhoflow
