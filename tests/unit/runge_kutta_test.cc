// SPDX-License-Identifier: Apache-2.0
// The Runge-Kutta methods on y' = cos(t) (1 + y^2), y(0) = 0, whose
// solution is y = tan(sin t), and on the linear test equation.

#include "density/outer_bases/finite_element_basis.h"
#include "density/outer_bases/hermite_basis.h"
#include "operators/transport/stability.h"
#include "rhoflow/time/runge_kutta.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace rhoflow {
namespace {

struct Outcome {
  double value = 0.;
  double largest_estimate = 0.; ///< of the embedded error of a step
};

template <typename Rate>
Outcome integrate(const RungeKutta &scheme, const Rate &rate, double start, double end,
                  unsigned int n_steps) {
  std::array<double, 4> y{start, 0., 0., 0.};
  Outcome outcome;
  const double dt = end / n_steps;
  for (unsigned int step = 0; step < n_steps; ++step) {
    double estimate = 0.;
    scheme.step(step * dt, dt,
                [&](std::size_t, double t, unsigned int in, unsigned int kept, unsigned int out,
                    const StageUpdate &update) {
                  const double result =
                      update.a_old * y[kept] + update.a_in * y[in] + update.a_rhs * rate(t, y[in]);
                  estimate = update.e_old * y[kept] + update.e_in * y[in] + update.e_out * result;
                  y[out] = result;
                });
    outcome.largest_estimate = std::max(outcome.largest_estimate, std::abs(estimate));
    y[0] = y[scheme.result_register()];
  }
  outcome.value = y[0];
  return outcome;
}

double tangent_rate(double t, double y) {
  return std::cos(t) * (1. + y * y);
}

const std::array<RungeKutta, 3> schemes{RungeKutta::ssp43(), RungeKutta::order43(),
                                        RungeKutta::decay43()};

TEST(RungeKutta, HasItsOrder) {
  for (const RungeKutta &scheme : schemes) {
    std::vector<double> errors;
    for (const unsigned int n : {20u, 40u, 80u})
      errors.push_back(
          std::abs(integrate(scheme, tangent_rate, 0., 1., n).value - std::tan(std::sin(1.))));
    for (std::size_t k = 0; k + 1 < errors.size(); ++k) {
      const double order = std::log2(errors[k] / errors[k + 1]);
      RecordProperty("order" + std::to_string(scheme.order()) + "_" + std::to_string(k),
                     std::to_string(order));
      EXPECT_GE(order, scheme.order() - 0.2);
    }
  }
}

TEST(RungeKutta, OrdersAreThreeAndFour) {
  EXPECT_EQ(RungeKutta::ssp43().order(), 3u);
  EXPECT_EQ(RungeKutta::order43().order(), 4u);
  EXPECT_EQ(RungeKutta::decay43().order(), 4u);
}

TEST(RungeKutta, TheErrorEstimateOfAStepFallsWithItsOrder) {
  for (const RungeKutta &scheme : schemes) {
    const double coarse = integrate(scheme, tangent_rate, 0., 1., 40).largest_estimate;
    const double fine = integrate(scheme, tangent_rate, 0., 1., 80).largest_estimate;
    EXPECT_NEAR(std::log2(coarse / fine), scheme.error_order(), 0.2);
  }
}

TEST(RungeKutta, TheErrorEstimateExceedsTheErrorOfAStep) {
  for (const RungeKutta &scheme : schemes) {
    const Outcome step = integrate(scheme, tangent_rate, 0., 0.05, 1);
    EXPECT_LT(std::abs(step.value - std::tan(std::sin(0.05))), step.largest_estimate);
  }
}

TEST(RungeKutta, AmplificationMatchesAStep) {
  for (const RungeKutta &scheme : schemes)
    for (const double z : {-2.5, -0.7, 0.4}) {
      const double value = integrate(
                               scheme, [z](double, double y) { return z * y; }, 1., 1., 1)
                               .value;
      EXPECT_NEAR(scheme.amplification(z).real(), value, 1e-14);
    }
}

TEST(RungeKutta, FastDecayIsDampedInLargeSteps) {
  const RungeKutta scheme = RungeKutta::decay43();
  for (int k = 80; k <= 1100; ++k)
    EXPECT_LT(std::abs(scheme.amplification(-0.01 * k)), 0.5) << -0.01 * k;
  EXPECT_GT(std::abs(RungeKutta::order43().amplification(-5.5)), 1.);
}

TEST(RungeKutta, AmplificationMatchesTheExponentialToItsOrder) {
  const std::complex<double> direction(0.6, 0.8);
  for (const RungeKutta &scheme : schemes) {
    const auto error = [&](double size) {
      const std::complex<double> z = size * direction;
      return std::abs(scheme.amplification(z) - std::exp(z));
    };
    EXPECT_NEAR(std::log2(error(0.04) / error(0.02)), scheme.order() + 1., 0.15);
  }
}

TEST(RungeKutta, StagesStayPositiveUpToTheStrongStabilityCoefficient) {
  // Forward Euler keeps y' = -y non-negative for steps up to one.
  const RungeKutta scheme = RungeKutta::ssp43();
  for (int k = 0; 0.125 * k <= scheme.ssp_coefficient(); ++k) {
    const double dt = 0.125 * k;
    std::array<double, 3> y{1., 0., 0.};
    scheme.step(0., dt,
                [&](std::size_t, double, unsigned int in, unsigned int kept, unsigned int out,
                    const StageUpdate &update) {
                  y[out] = update.a_old * y[kept] + update.a_in * y[in] - update.a_rhs * y[in];
                  EXPECT_GE(y[out], 0.) << "dt = " << dt;
                });
  }
}

TEST(RungeKutta, RegistersAreUsedAsPromised) {
  for (const RungeKutta &scheme : schemes)
    for (const RungeKutta::Stage &stage : scheme.stages()) {
      EXPECT_NE(stage.out, 0u);
      EXPECT_NE(stage.out, stage.in);
      EXPECT_LT(std::max({stage.in, stage.kept, stage.out}), scheme.n_registers());
    }
}

TEST(RungeKutta, CourantNumberFallsWithTheDegree) {
  for (const RungeKutta &scheme : schemes) {
    double previous = 10.;
    for (unsigned int degree = 1; degree <= 16; ++degree) {
      const double courant = largest_courant_number(scheme, CollocationLine(degree));
      EXPECT_GT(courant, 0.01);
      EXPECT_LT(courant, previous);
      previous = courant;
    }
  }
}

TEST(RungeKutta, CourantNumberOfTheOrderFourMethod) {
  // Found independently with another eigenvalue solver and Fourier analysis of the operator.
  EXPECT_NEAR(largest_courant_number(RungeKutta::order43(), CollocationLine(2)), 0.8884, 1e-3);
  EXPECT_NEAR(largest_courant_number(RungeKutta::order43(), CollocationLine(6)), 0.1835, 1e-3);
}

TEST(RungeKutta, OnlyTheUpwindBasisNeedsStrongStability) {
  EXPECT_EQ(time_scheme(*make_hermite_basis(8)).order(), 4u);
  EXPECT_EQ(time_scheme(*make_finite_element_basis(4, 2, 5.)).ssp_coefficient(), 2.);
  EXPECT_EQ(time_scheme(*make_finite_element_basis(4, 2, 5., false)).ssp_coefficient(), 2.);
}

} // namespace
} // namespace rhoflow
