// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/network/activation.h"

#include <cmath>

namespace rhoflow {

/// An activation as a type, so that loops are compiled for each of them: `value` is sigma0,
/// `derivative` is sigma0', both at one point and by the plain library functions; `is_odd` says
/// whether sigma0(-x) = -sigma0(x).
template <Activation activation>
struct ScalarActivation;

template <>
struct ScalarActivation<Activation::tanh> {
  static constexpr bool is_odd = true;
  static double value(double x) { return std::tanh(x); }
  static double derivative(double x) {
    const double y = std::tanh(x);
    return 1. - y * y;
  }
};

template <>
struct ScalarActivation<Activation::logistic> {
  static constexpr bool is_odd = false;
  static double value(double x) { return 1. / (1. + std::exp(-x)); }
  static double derivative(double x) {
    const double y = 1. / (1. + std::exp(-std::abs(x)));
    return y * (1. - y);
  }
};

template <>
struct ScalarActivation<Activation::erf> {
  static constexpr bool is_odd = true;
  static double value(double x) { return std::erf(x); }
  static double derivative(double x) {
    constexpr double two_over_sqrt_pi = 1.1283791670955125739;
    return two_over_sqrt_pi * std::exp(-x * x);
  }
};

template <>
struct ScalarActivation<Activation::sine> {
  static constexpr bool is_odd = true;
  static double value(double x) { return std::sin(x); }
  static double derivative(double x) { return std::cos(x); }
};

template <>
struct ScalarActivation<Activation::softplus> {
  static constexpr bool is_odd = false;
  // log(1 + e^x), written so that neither branch overflows.
  static double value(double x) { return std::fmax(x, 0.) + std::log1p(std::exp(-std::abs(x))); }
  static double derivative(double x) { return ScalarActivation<Activation::logistic>::value(x); }
};

template <>
struct ScalarActivation<Activation::constant> {
  static constexpr bool is_odd = false;
  static double value(double) { return 1.; }
  static double derivative(double) { return 0.; }
};

/// Calls @p action with the type above that belongs to @p activation and returns its result.
template <typename Action>
auto with_scalar_activation(Activation activation, const Action &action) {
  return with_constant(activation, [&action](auto constant) {
    return action(ScalarActivation<decltype(constant)::value>());
  });
}

} // namespace rhoflow
