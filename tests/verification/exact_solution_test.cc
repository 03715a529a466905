// SPDX-License-Identifier: Apache-2.0
// Problem: constant activation, so that theta = u, one input, fixed head g(z) = z, labels
// y = x + c, regulariser of coefficient lambda.
// Exact solution: the mean m of u obeys m' = -(m - c) - 2 lambda e^{-t} m, the loss is
// (m - c)^2 / 2, and every second central moment shrinks by l(t)^2, l = exp(-2 lambda (1-e^{-t})).
// For lambda = 0: m = c + (m_0 - c) e^{-t}; for lambda = 1:
//   m(t) = e^{-t + 2 e^{-t}} ( e^{-2} m_0 + c int_0^t e^{v - 2 e^{-v}} dv ).

#include <boost/math/quadrature/gauss_kronrod.hpp>

#include "flow_fixture.h"
#include <gtest/gtest.h>

namespace rhoflow {
namespace {

constexpr double shift = 1.2, end = 3.;

test::FlowCase shift_case(double lambda) {
  test::FlowCase flow_case;
  for (std::size_t i = 0; i < flow_case.data.size(); ++i)
    flow_case.data.labels[i] = flow_case.data.inputs[i] + shift;
  flow_case.network.activation = Activation::constant;
  test::fix_head(flow_case);
  flow_case.depth_nodes = 2;
  flow_case.outer_nodes = 8;
  flow_case.mesh.cells = 6;
  flow_case.mesh.degree = 2;
  flow_case.mesh.half_width = 5.;
  flow_case.lambda = lambda;
  flow_case.tolerance = 1e-9;
  return flow_case;
}

double exact_mean(double start, double lambda, double t) {
  if (lambda == 0.)
    return shift + (start - shift) * std::exp(-t);
  const double integral = boost::math::quadrature::gauss_kronrod<double, 61>::integrate(
      [](double v) { return std::exp(v - 2. * std::exp(-v)); }, 0., t, 10, 1e-14);
  return std::exp(-t + 2. * std::exp(-t)) * (std::exp(-2.) * start + shift * integral);
}

class ExactSolution : public ::testing::TestWithParam<double> {
protected:
  static constexpr double start_mean = 0.3, start_variance = 0.8;

  ExactSolution()
      : flow_(test::make_flow<2>(shift_case(GetParam()), start_mean, start_variance)),
        scale_(flow_.state().problem->regularization.length_scale(end)) {
    test::advance(flow_, end);
  }

  /// E[theta_k^power] of a slice; theta = (u, w, b).
  double moment(std::size_t slice, unsigned int k, int power) const {
    return std::pow(scale_, power) *
           test::integrate(flow_.state().space(slice), flow_.state().densities[slice].values,
                           [&](const std::vector<double> &xi) { return std::pow(xi[k], power); });
  }

  GradientFlow<2> flow_;
  double scale_;
};

TEST_P(ExactSolution, GivesTheLoss) {
  const double miss = exact_mean(start_mean, GetParam(), end) - shift;
  test::record("error", std::abs(flow_.state().network.loss - 0.5 * miss * miss));
  EXPECT_NEAR(flow_.state().network.loss, 0.5 * miss * miss, 1e-7);
}

TEST_P(ExactSolution, GivesTheMeanOfTheOuterWeights) {
  for (std::size_t slice = 0; slice < 2; ++slice) {
    const double exact = exact_mean(start_mean, GetParam(), end);
    test::record("error", std::abs(moment(slice, 0, 1) - exact));
    EXPECT_NEAR(moment(slice, 0, 1), exact, 1e-7);
  }
}

TEST_P(ExactSolution, GivesTheVarianceOfTheOuterWeights) {
  const double factor = std::exp(-4. * GetParam() * -std::expm1(-end));
  const double variance = moment(0, 0, 2) - std::pow(moment(0, 0, 1), 2);
  test::record("error", std::abs(variance - factor * start_variance));
  EXPECT_NEAR(variance, factor * start_variance, 1e-7);
}

TEST_P(ExactSolution, ShrinksTheSecondMomentsOfTheInnerWeights) {
  const GradientFlow<2> start =
      test::make_flow<2>(shift_case(GetParam()), start_mean, start_variance);
  const double factor = std::exp(-4. * GetParam() * -std::expm1(-end));
  for (unsigned int k = 1; k < 3; ++k) {
    const double before =
        test::integrate(start.state().space(0), start.state().densities[0].values,
                        [k](const std::vector<double> &theta) { return theta[k] * theta[k]; });
    EXPECT_NEAR(moment(0, k, 2), factor * before, 1e-10);
    EXPECT_NEAR(moment(0, k, 1), 0., 1e-12);
  }
}

INSTANTIATE_TEST_SUITE_P(Lambda, ExactSolution, ::testing::Values(0., 1.),
                         [](const auto &test_info) {
                           return std::string(test_info.param == 0. ? "zero" : "one");
                         });

/// L2 error of the density at the end with outer elements of degree p; the inner weights are
/// uniform on their box, which the flow does not change.
double density_error(unsigned int cells, unsigned int degree) {
  constexpr double variance = 0.5, half_width = 6.5;
  constexpr double uniform = 0.25 / (half_width * half_width);
  test::FlowCase flow_case = shift_case(0.);
  flow_case.tolerance = 1e20; // fixed steps: the error in time is far below that in u
  flow_case.maximal_step = 1. / 256;
  flow_case.depth_nodes = 1;
  flow_case.finite_element = true;
  flow_case.outer_nodes = cells;
  flow_case.mesh.cells = 1;
  flow_case.mesh.degree = degree;
  flow_case.mesh.half_width = half_width;
  const auto spaces = test::make_spaces<2>(flow_case);
  const auto gaussian = [&](double mean) {
    AlignedVector values(spaces.encoder->n_values(), 0.);
    for (std::size_t node = 0; node < spaces.encoder->mesh().n_nodes(); ++node)
      for (std::size_t j = 0; j < spaces.encoder->n_outer(); ++j) {
        const double u = spaces.encoder->coordinate(0)[j];
        values[node * spaces.encoder->stride() + j] =
            uniform * std::exp(-0.5 * (u - mean) * (u - mean) / variance) /
            std::sqrt(2. * M_PI * variance);
      }
    return values;
  };
  GradientFlow<2> flow = test::make_flow<2>(flow_case, spaces, {gaussian(-0.5)});
  test::advance(flow, end);
  AlignedVector difference = gaussian(exact_mean(-0.5, 0., end));
  for (std::size_t i = 0; i < difference.size(); ++i)
    difference[i] -= flow.state().densities[0].values[i];
  return test::natural_norm(*spaces.encoder, difference);
}

class ExactDensityOrder : public ::testing::TestWithParam<unsigned int> {};

TEST_P(ExactDensityOrder, OfFiniteElementsIsDegreePlusOne) {
  std::vector<double> sizes, errors;
  // Coarse enough to be cheap, fine enough that the limiter acts in the tails only.
  const unsigned int coarsest = GetParam() == 1 ? 80 : GetParam() == 4 ? 28 : 20;
  for (unsigned int cells = coarsest; cells <= 9 * coarsest / 4; cells = 3 * cells / 2) {
    sizes.push_back(1. / cells);
    errors.push_back(density_error(cells, GetParam()));
  }
  test::expect_order(sizes, errors, GetParam() + 0.8);
}

INSTANTIATE_TEST_SUITE_P(Degree, ExactDensityOrder, ::testing::Values(1u, 2u, 3u, 4u));

} // namespace
} // namespace rhoflow
