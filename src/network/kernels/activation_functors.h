#pragma once

#include "network/activation.h"

#include <cmath>

namespace rhoflow {

/// One small type per activation, so that the loops over samples and inner nodes are compiled for
/// each of them. `value` is sigma0, `derivative` is sigma0'.
struct TanhFunctor {
  static double value(double x) { return std::tanh(x); }
  static double derivative(double x) {
    const double y = std::tanh(x);
    return 1. - y * y;
  }
};

struct LogisticFunctor {
  static double value(double x) { return 1. / (1. + std::exp(-x)); }
  static double derivative(double x) {
    const double y = 1. / (1. + std::exp(-std::abs(x)));
    return y * (1. - y);
  }
};

struct ErfFunctor {
  static double value(double x) { return std::erf(x); }
  static double derivative(double x) {
    constexpr double two_over_sqrt_pi = 1.1283791670955125739;
    return two_over_sqrt_pi * std::exp(-x * x);
  }
};

struct SineFunctor {
  static double value(double x) { return std::sin(x); }
  static double derivative(double x) { return std::cos(x); }
};

struct SoftplusFunctor {
  // log(1 + e^x), written so that neither branch overflows.
  static double value(double x) { return std::fmax(x, 0.) + std::log1p(std::exp(-std::abs(x))); }
  static double derivative(double x) { return LogisticFunctor::value(x); }
};

struct ConstantFunctor {
  static double value(double) { return 1.; }
  static double derivative(double) { return 0.; }
};

/// Calls @p action with the functor that belongs to @p activation and returns its result.
template <typename Action>
auto with_functor(Activation activation, const Action &action) {
  switch (activation) {
  case Activation::tanh:
    return action(TanhFunctor());
  case Activation::logistic:
    return action(LogisticFunctor());
  case Activation::erf:
    return action(ErfFunctor());
  case Activation::sine:
    return action(SineFunctor());
  case Activation::softplus:
    return action(SoftplusFunctor());
  case Activation::constant:
    break;
  }
  return action(ConstantFunctor());
}

} // namespace rhoflow
