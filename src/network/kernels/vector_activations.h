// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "network/kernels/vector_math.h"
#include "rhoflow/network/activation.h"

#include <cmath>

namespace rhoflow {

/// sigma0 and sigma0' at eight points.
struct ActivationLanes {
  Lanes value, derivative;
};

/// An activation at eight points as a type. Absolute errors are a few units of 1e-16 times
/// max(1, |sigma0|), for any argument; what is not a number stays so. second_derivative() takes
/// what evaluate() gave at the same argument.
template <Activation activation>
struct VectorActivation;

template <>
struct VectorActivation<Activation::tanh> {
  static ActivationLanes evaluate(const Lanes &x) {
    const Lanes e = exponential(-2. * at_most(magnitude(x), 350.)), r = 1. / (1. + e);
    const Lanes value = (1. - e) * r;
    return {with_sign_of(x, value), 4. * e * r * r};
  }
  static Lanes second_derivative(const Lanes &, const ActivationLanes &at) {
    return -2. * at.value * at.derivative;
  }
};

template <>
struct VectorActivation<Activation::logistic> {
  static ActivationLanes evaluate(const Lanes &x) {
    const Lanes e = exponential(-at_most(magnitude(x), 700.)), r = 1. / (1. + e), rest = e * r;
    return {select(x < 0., rest, r), rest * r};
  }
  static Lanes second_derivative(const Lanes &, const ActivationLanes &at) {
    return at.derivative * (1. - 2. * at.value);
  }
};

template <>
struct VectorActivation<Activation::erf> {
  /// erf(|x|) = 1 - e^{-x^2} erfcx(|x|), where erfcx(y) = e^{y^2} erfc(y) is a polynomial of degree
  /// 17 in t = (4 - 7y/3) / (4 + y), which maps [0, 6] to [1, -1]; its error is 3e-17. Beyond 6 the
  /// exponential makes the product vanish.
  static ActivationLanes evaluate(const Lanes &x) {
    constexpr double erfcx[] = {
        2.0813034355240175337e-11,  1.2453447329495586444e-11, -6.313930979988943209e-10,
        -8.5934755993761125789e-10, 1.6486793243973347962e-8,  5.5838134934995025995e-8,
        -3.4933467291657702096e-7,  -2.9989732629597228349e-6, -2.0497272840620239899e-6,
        0.000096129490893743689338, 0.00082449840601646370663, 0.0041609489820597682985,
        0.015418189713472417438,    0.045010855094363910286,   0.10664603114075658239,
        0.20740117799150968478,     0.3307253800252291607,     0.28972211632346421111};
    constexpr double two_over_sqrt_pi = 1.1283791670955125739;
    const Lanes y = magnitude(x), bounded = at_most(y, 6.);
    const Lanes t = (4. - 7. / 3. * bounded) / (4. + bounded);
    const Lanes bell = exponential(-at_most(y * y, 700.));
    const Lanes value = 1. - bell * polynomial(erfcx, t);
    return {select(x < 0., -value, value), two_over_sqrt_pi * bell};
  }
  static Lanes second_derivative(const Lanes &x, const ActivationLanes &at) {
    return -2. * x * at.derivative;
  }
};

template <>
struct VectorActivation<Activation::softplus> {
  /// max(x, 0) + log(1 + e) with e = e^{-|x|}; log(1 + e) = 2 artanh(s), s = e / (2 + e) <= 1/3, is
  /// s times a polynomial in s^2 whose relative error is 1e-18.
  static ActivationLanes evaluate(const Lanes &x) {
    constexpr double artanh[] = {
        0.16500462275203040044, 0.069729586681007269302, 0.10978575119069149653,
        0.11714983059356142457, 0.13336903770608344237,  0.15384445460325049813,
        0.18181823483479494399, 0.22222222117655243573,  0.28571428572642988096,
        0.39999999999992724352, 0.66666666666666683718,  1.9999999999999999999};
    const Lanes e = exponential(-at_most(magnitude(x), 700.));
    const Lanes one = 1. + e, two = 2. + e, inverse = 1. / (one * two);
    const Lanes s = e * (one * inverse), r = two * inverse;
    const Lanes positive = select(x > 0., x, Lanes{});
    return {positive + s * polynomial(artanh, s * s), select(x < 0., e * r, r)};
  }
  static Lanes second_derivative(const Lanes &, const ActivationLanes &at) {
    return at.derivative * (1. - at.derivative);
  }
};

template <>
struct VectorActivation<Activation::sine> {
  static ActivationLanes evaluate(const Lanes &x) {
    // x = k pi/2 + r with |r| <= pi/4; pi/2 in three parts, of which the first two have 33 bits, so
    // that their products with k are exact up to this bound.
    constexpr double largest = 1e6;
    // Written so that what is not a number counts as large.
    if (sum(select(magnitude(x) <= largest, Lanes{}, broadcast(1.))) > 0.)
      return evaluate_separately(x);
    constexpr double shift = 6755399441055744., two_over_pi = 0.63661977236758134308,
                     first = 1.57079632673412561417, second = 6.07710050630396597660e-11,
                     third = 2.02226624879595063154e-21;
    const Lanes shifted = x * two_over_pi + shift, k = shifted - shift;
    const Lanes r = ((x - k * first) - k * second) - k * third, square = r * r;
    // Taylor's series; the first term left out is below 1e-17.
    constexpr double sine_series[] = {
        1. / 355687428096000., -1. / 1307674368000., 1. / 6227020800., -1. / 39916800.,
        1. / 362880.,          -1. / 5040.,          1. / 120.,        -1. / 6.};
    constexpr double cosine_series[] = {
        1. / 20922789888000., -1. / 87178291200., 1. / 479001600., -1. / 3628800.,
        1. / 40320.,          -1. / 720.,         1. / 24.,        -0.5};
    const Lanes sine = r + r * (square * polynomial(sine_series, square)),
                cosine = 1. + square * polynomial(cosine_series, square);
    const LaneMask quadrant = bits_of(shifted); // k modulo 4 in the low bits
    const LaneMask odd = (quadrant & 1) != 0;
    const Lanes value = select(odd, cosine, sine), derivative = select(odd, sine, cosine);
    return {select((quadrant & 2) != 0, -value, value),
            select(((quadrant + 1) & 2) != 0, -derivative, derivative)};
  }
  static Lanes second_derivative(const Lanes &, const ActivationLanes &at) { return -at.value; }

private:
  static ActivationLanes evaluate_separately(const Lanes &x) {
    ActivationLanes at{};
    for (std::size_t i = 0; i < lane_count; ++i) {
      set_lane(at.value, i, std::sin(x[i]));
      set_lane(at.derivative, i, std::cos(x[i]));
    }
    return at;
  }
};

template <>
struct VectorActivation<Activation::constant> {
  static ActivationLanes evaluate(const Lanes &) { return {broadcast(1.), Lanes{}}; }
  static Lanes second_derivative(const Lanes &, const ActivationLanes &) { return Lanes{}; }
};

/// Calls @p action with the type above that belongs to @p activation.
template <typename Action>
void with_vector_activation(Activation activation, const Action &action) {
  with_constant(activation, [&action](auto constant) {
    action(VectorActivation<decltype(constant)::value>());
  });
}

} // namespace rhoflow
