// SPDX-License-Identifier: Apache-2.0
// The activations: values at points where they are known, derivatives against differences, names.

#include "rhoflow/network/activation.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rhoflow {
namespace {

const std::vector<Activation> all = all_values<Activation>();

TEST(Activation, ValuesAreThoseOfTheStandardFunctions) {
  for (const double x : {-3.1, -0.4, 0., 0.7, 2.6}) {
    EXPECT_DOUBLE_EQ(activation_value(Activation::tanh, x), std::tanh(x));
    EXPECT_DOUBLE_EQ(activation_value(Activation::logistic, x), 1. / (1. + std::exp(-x)));
    EXPECT_DOUBLE_EQ(activation_value(Activation::erf, x), std::erf(x));
    EXPECT_DOUBLE_EQ(activation_value(Activation::sine, x), std::sin(x));
    EXPECT_NEAR(activation_value(Activation::softplus, x), std::log(1. + std::exp(x)), 1e-15);
    EXPECT_DOUBLE_EQ(activation_value(Activation::constant, x), 1.);
  }
}

TEST(Activation, DerivativesMatchDifferences) {
  const double h = 1e-3;
  for (const Activation activation : all)
    for (const double x : {-2.3, -0.6, 0.2, 1.9}) {
      const auto quotient = [&](double step) {
        return (activation_value(activation, x + step) - activation_value(activation, x - step)) /
               (2. * step);
      };
      EXPECT_NEAR(activation_derivative(activation, x), (4. * quotient(h) - quotient(2. * h)) / 3.,
                  1e-11)
          << to_string(activation) << " at " << x;
    }
}

TEST(Activation, LargeArgumentsNeitherOverflowNorLoseTheLimit) {
  for (const double x : {800., 1e4, 1e300}) {
    EXPECT_DOUBLE_EQ(activation_value(Activation::tanh, x), 1.);
    EXPECT_DOUBLE_EQ(activation_value(Activation::logistic, x), 1.);
    EXPECT_DOUBLE_EQ(activation_value(Activation::logistic, -x), 0.);
    EXPECT_DOUBLE_EQ(activation_value(Activation::softplus, x), x);
    EXPECT_DOUBLE_EQ(activation_value(Activation::softplus, -x), 0.);
    for (const double sign : {-1., 1.})
      for (const Activation activation : {Activation::tanh, Activation::logistic, Activation::erf})
        EXPECT_EQ(activation_derivative(activation, sign * x), 0.);
  }
}

} // namespace
} // namespace rhoflow
