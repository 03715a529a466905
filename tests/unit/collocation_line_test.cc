// SPDX-License-Identifier: Apache-2.0
// Gauss-Lobatto collocation on [0, 1]: quadrature, differentiation, summation by parts, modes.

#include "rhoflow/density/collocation_line.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rhoflow {
namespace {

class CollocationLineTest : public ::testing::TestWithParam<unsigned int> {
protected:
  CollocationLine line_{GetParam()};
  unsigned int p_ = GetParam(), n_ = GetParam() + 1;
};

TEST_P(CollocationLineTest, NodesAreSymmetricAndIncludeTheEnds) {
  EXPECT_EQ(line_.nodes().front(), 0.);
  EXPECT_EQ(line_.nodes().back(), 1.);
  for (unsigned int a = 0; a < n_; ++a)
    EXPECT_NEAR(line_.nodes()[a] + line_.nodes()[p_ - a], 1., 1e-15);
}

TEST_P(CollocationLineTest, QuadratureIsExactUpToDegreeTwicePMinusOne) {
  for (unsigned int k = 0; k < 2 * p_; ++k) {
    double integral = 0.;
    for (unsigned int a = 0; a < n_; ++a)
      integral += line_.weights()[a] * std::pow(line_.nodes()[a], k);
    EXPECT_NEAR(integral, 1. / (k + 1.), 1e-14);
  }
}

TEST_P(CollocationLineTest, DerivativeIsExactForPolynomials) {
  for (unsigned int k = 0; k <= p_; ++k)
    for (unsigned int a = 0; a < n_; ++a) {
      double derivative = 0.;
      for (unsigned int b = 0; b < n_; ++b)
        derivative += line_.derivative(a, b) * std::pow(line_.nodes()[b], k);
      EXPECT_NEAR(derivative, k == 0 ? 0. : k * std::pow(line_.nodes()[a], k - 1.), 1e-12);
    }
}

TEST_P(CollocationLineTest, ObeysSummationByParts) {
  for (unsigned int a = 0; a < n_; ++a)
    for (unsigned int b = 0; b < n_; ++b) {
      const double boundary = (a == p_ && b == p_ ? 1. : 0.) - (a == 0 && b == 0 ? 1. : 0.);
      EXPECT_NEAR(line_.weights()[a] * line_.derivative(a, b) +
                      line_.weights()[b] * line_.derivative(b, a),
                  boundary, 1e-14);
    }
}

TEST_P(CollocationLineTest, LagrangePolynomialsReproducePolynomials) {
  for (const double x : {0., 0.13, 0.5, 0.91, 1.}) {
    const std::vector<double> values = line_.lagrange(x);
    for (unsigned int k = 0; k <= p_; ++k) {
      double sum = 0.;
      for (unsigned int a = 0; a < n_; ++a)
        sum += values[a] * std::pow(line_.nodes()[a], k);
      EXPECT_NEAR(sum, std::pow(x, k), 1e-13);
    }
  }
}

TEST_P(CollocationLineTest, ModesOfThePowersObeyParseval) {
  // The modes are those of the polynomial through the nodes: their squares sum to its L2 norm.
  for (unsigned int k = 0; k <= p_; ++k) {
    double sum = 0.;
    for (unsigned int m = 0; m < n_; ++m) {
      double coefficient = 0.;
      for (unsigned int a = 0; a < n_; ++a)
        coefficient += line_.modal(m, a) * std::pow(line_.nodes()[a], k);
      sum += coefficient * coefficient;
      if (m > k) {
        EXPECT_NEAR(coefficient, 0., 1e-13);
      }
    }
    EXPECT_NEAR(sum, 1. / (2. * k + 1.), 1e-13);
  }
}

INSTANTIATE_TEST_SUITE_P(Degree, CollocationLineTest, ::testing::Range(1u, 9u));

TEST(DifferentiationWeights, DifferentiatePolynomialsThroughUnequalPoints) {
  const std::vector<double> x{-1.1, -0.2, 0.3, 1.7};
  for (unsigned int at = 0; at < 4; ++at) {
    const std::vector<double> weights = differentiation_weights(x, at);
    double derivative = 0.;
    for (unsigned int b = 0; b < 4; ++b)
      derivative += weights[b] * (x[b] * x[b] * x[b] - 2. * x[b]);
    EXPECT_NEAR(derivative, 3. * x[at] * x[at] - 2., 1e-13);
  }
}

} // namespace
} // namespace rhoflow
