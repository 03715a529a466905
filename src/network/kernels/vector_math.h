// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/simd.h"
#include "rhoflow/base/precondition.h"

#include <cstddef>
#include <limits>

namespace rhoflow {

/// The polynomial with @p coefficients, highest power first, at @p x: even and odd powers apart,
/// which halves the chain of dependent operations. @pre at least two coefficients
template <std::size_t count>
inline Lanes polynomial(const double (&coefficients)[count], const Lanes &x) {
  static_assert(count >= 2, "two chains of operations");
  const Lanes square = x * x;
  Lanes first = broadcast(coefficients[0]), second = broadcast(coefficients[1]);
  for (std::size_t i = 2; i + 1 < count; i += 2) {
    first = first * square + coefficients[i];
    second = second * square + coefficients[i + 1];
  }
  if constexpr (count % 2 == 0)
    return first * x + second;
  else
    return second * x + (first * square + coefficients[count - 1]);
}

/// e^x in every lane to about one unit in the last place. @pre |x| <= 700.
inline Lanes exponential(const Lanes &x) {
  // What is not a number passes.
  RHOFLOW_PRECONDITION(sum(select((x > 700.) | (x < -700.), broadcast(1.), Lanes{})) == 0.,
                       "the exponential does not overflow");
  // x = k log 2 + f with |f| <= log(2) / 2. Adding 1.5 * 2^52 rounds to an integer and leaves it in
  // the low bits of the sum.
  constexpr double shift = 6755399441055744., inverse_log2 = 1.4426950408889634074,
                   log2_high = 6.93147180369123816490e-01, log2_low = 1.90821492927058770002e-10;
  const Lanes shifted = x * inverse_log2 + shift, k = shifted - shift;
  const Lanes f = (x - k * log2_high) - k * log2_low;
  // (e^f - 1 - f) / f^2 by its Chebyshev series: e^f is right to 2e-17 of itself, with three terms
  // fewer than Taylor's series.
  constexpr double rest[] = {2.5105207075274745e-08, 2.7620076928678543e-07, 2.7557255423854303e-06,
                             2.480152131985326e-05,  0.00019841269874802192, 0.0013888888917198605,
                             0.008333333333326141,   0.04166666666662416,    0.1666666666666667,
                             0.5000000000000001};
  const Lanes series = polynomial(rest, f) * (f * f) + f + 1.;
  return series * from_bits((bits_of(shifted) + 1023) << 52);
}

/// The smaller of @p x and @p bound; not a number stays what it is.
inline Lanes at_most(const Lanes &x, double bound) {
  return select(x > bound, broadcast(bound), x);
}

/// e^x, at most e^700 and at least e^-700.
inline Lanes bounded_exponential(const Lanes &x) {
  const Lanes bounded = at_most(x, 700.);
  return exponential(select(bounded < -700., broadcast(-700.), bounded));
}

/// The bit of a double that is set where it is negative.
constexpr long long sign_bit = std::numeric_limits<long long>::min();

/// |x|; not a number stays one.
inline Lanes magnitude(const Lanes &x) {
  return from_bits(bits_of(x) & ~sign_bit);
}

/// @p value with the sign of @p x. @pre value is not negative, or not a number
inline Lanes with_sign_of(const Lanes &x, const Lanes &value) {
  return from_bits(bits_of(value) | (bits_of(x) & sign_bit));
}

/// r[i] = 1 / a[i] with one division. The product of all a[i] must not overflow.
template <int count>
inline void reciprocals(const Lanes (&a)[count], Lanes (&r)[count]) {
  static_assert(count == 1 || count == 2 || count == 4);
  if constexpr (count == 1) {
    r[0] = 1. / a[0];
  } else if constexpr (count == 2) {
    const Lanes inverse = 1. / (a[0] * a[1]);
    r[0] = inverse * a[1];
    r[1] = inverse * a[0];
  } else {
    const Lanes first = a[0] * a[1], second = a[2] * a[3];
    const Lanes inverse = 1. / (first * second);
    const Lanes inverse_first = inverse * second, inverse_second = inverse * first;
    r[0] = inverse_first * a[1];
    r[1] = inverse_first * a[0];
    r[2] = inverse_second * a[3];
    r[3] = inverse_second * a[2];
  }
}

/// Sum of a few vectors with a short chain of dependent additions.
template <int count>
inline Lanes tree_sum(const Lanes (&v)[count]) {
  static_assert(count == 1 || count == 2 || count == 4);
  if constexpr (count == 1)
    return v[0];
  else if constexpr (count == 2)
    return v[0] + v[1];
  else
    return (v[0] + v[1]) + (v[2] + v[3]);
}

} // namespace rhoflow
