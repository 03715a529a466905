// SPDX-License-Identifier: Apache-2.0
#include "time/exponential_scheme.h"

#include <gtest/gtest.h>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <cmath>

namespace rhoflow {
namespace {

using Exact = boost::multiprecision::cpp_bin_float_100;

TEST(ExponentialScheme, ItsFunctionsAreExactToRounding) {
  for (const double z : {0., -1e-12, -1e-3, -0.3, -0.999999, -1., -1.000001, -2.5, -40., -1e6}) {
    const std::array<double, 3> functions = exponential_functions(z);
    Exact phi = exp(Exact(z)), factorial = 1;
    for (int k = 0; k < 3; ++k) {
      factorial *= k + 1;
      const Exact before = factorial / (k + 1); // k!
      phi = z == 0. ? 1 / factorial : Exact((phi - 1 / before) / Exact(z));
      EXPECT_NEAR(functions[k] / phi.convert_to<double>(), 1., 1e-14) << "z = " << z << ", " << k;
    }
  }
}

/// One step for u' = lambda u + f(u).
template <typename Function>
double step(double u, double lambda, double dt, const Function &f, double *error = nullptr) {
  const ExponentialWeights w = ExponentialWeights::of(lambda, dt);
  const double start = f(u), flow = start + lambda * u;
  const double second = f(u + w.half_flow * flow) - start;
  const double third = f(u + w.half_flow * flow + w.half_source * second) - start;
  const double fourth = f(u + w.flow * flow + w.source * third) - start;
  const double result = u + w.flow * flow + w.middle * (second + third) + w.end * fourth;
  if (error != nullptr)
    *error = w.end * (fourth + start - f(result));
  return result;
}

double integrate(double dt, double *first_error = nullptr) {
  double u = 1.2;
  const auto f = [](double x) { return std::sin(x) + 0.3; };
  for (int i = 0; i < std::lround(1. / dt); ++i)
    u = step(u, -1.5, dt, f, i == 0 ? first_error : nullptr);
  return u;
}

TEST(ExponentialScheme, HasOrderFourAndAnErrorEstimateOfOrderFour) {
  const double reference = integrate(1. / 512);
  double coarse_estimate = 0., fine_estimate = 0.;
  const double coarse = std::abs(integrate(1. / 8, &coarse_estimate) - reference),
               fine = std::abs(integrate(1. / 16, &fine_estimate) - reference);
  EXPECT_NEAR(std::log2(coarse / fine), 4., 0.2);
  EXPECT_NEAR(std::log2(std::abs(coarse_estimate / fine_estimate)),
              double(ExponentialWeights::error_order), 0.3);
}

TEST(ExponentialScheme, SolvesALinearModeExactlyHoweverStiff) {
  const auto constant = [](double) { return 3.; };
  for (const double lambda : {-0.1, -10., -1e5})
    EXPECT_NEAR(step(2., lambda, 0.7, constant),
                2. * std::exp(0.7 * lambda) + 3. * std::expm1(0.7 * lambda) / lambda, 1e-14);
}

TEST(ExponentialScheme, KeepsAnEquilibrium) {
  // lambda u + f(u) = 0 at u = 0.75.
  const auto f = [](double x) { return 40. * 0.75 + std::sin(x - 0.75); };
  EXPECT_DOUBLE_EQ(step(0.75, -40., 0.5, f), 0.75);
}

TEST(ExponentialScheme, WithoutStiffPartItIsTheClassicalMethodOfRunge) {
  for (const double z : {-2., -0.4, 0.3}) {
    const auto f = [z](double x) { return z * x; };
    EXPECT_NEAR(step(1., 0., 1., f), ExponentialWeights::amplification(z).real(), 1e-14);
  }
  EXPECT_NEAR(std::abs(ExponentialWeights::amplification(-ExponentialWeights::real_radius)), 1.,
              0.02);
}

} // namespace
} // namespace rhoflow
