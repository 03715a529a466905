// SPDX-License-Identifier: Apache-2.0
// The two outer bases: quadrature, laws of the transport matrix, projection and evaluation.

#include "density/outer_bases/finite_element_basis.h"
#include "density/outer_bases/hermite_basis.h"
#include "rhoflow/density/outer_basis.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>

namespace rhoflow {
namespace {

double gaussian(double u, double mean, double variance) {
  return std::exp(-0.5 * (u - mean) * (u - mean) / variance) / std::sqrt(2. * M_PI * variance);
}

double moment(const OuterBasis &basis, const std::vector<double> &values, int power) {
  double result = 0.;
  for (std::size_t j = 0; j < basis.n_nodes(); ++j)
    result += basis.weights()[j] * std::pow(basis.nodes()[j], power) * values[j];
  return result;
}

/// (D r)_i.
std::vector<double> transported(const OuterBasis &basis, bool positive,
                                const std::vector<double> &values) {
  const std::size_t n = basis.n_nodes();
  std::vector<double> result(n, 0.);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      result[i] += basis.transport_matrix(positive)[i * n + j] * values[j];
  return result;
}

std::vector<double> arbitrary(std::size_t n) {
  std::vector<double> values(n);
  for (std::size_t j = 0; j < n; ++j)
    values[j] = std::sin(1. + 3. * double(j)) + 0.4;
  return values;
}

struct Named {
  std::string name;
  std::shared_ptr<const OuterBasis> basis;
};

class AnyOuterBasis : public ::testing::TestWithParam<Named> {
protected:
  static const OuterBasis &basis() { return *GetParam().basis; }
};

TEST_P(AnyOuterBasis, HasSymmetricNodesAndPositiveWeights) {
  const std::size_t n = basis().n_nodes();
  for (std::size_t j = 0; j < n; ++j) {
    EXPECT_NEAR(basis().nodes()[j], -basis().nodes()[n - 1 - j], 1e-14);
    EXPECT_NEAR(basis().weights()[j], basis().weights()[n - 1 - j], 1e-14);
    EXPECT_GT(basis().weights()[j], 0.);
  }
}

TEST_P(AnyOuterBasis, TransportKeepsTheMass) {
  for (const bool positive : {true, false})
    EXPECT_NEAR(moment(basis(), transported(basis(), positive, arbitrary(basis().n_nodes())), 0),
                0., 1e-12);
}

TEST_P(AnyOuterBasis, TransportMovesTheFirstMomentByTheMass) {
  const std::vector<double> values = arbitrary(basis().n_nodes());
  for (const bool positive : {true, false})
    EXPECT_NEAR(moment(basis(), transported(basis(), positive, values), 1),
                moment(basis(), values, 0), 1e-12);
}

TEST_P(AnyOuterBasis, ProjectsAGaussianWithItsMoments) {
  const std::vector<double> values = basis().project_gaussian(0.4, 0.8);
  EXPECT_NEAR(moment(basis(), values, 0), 1., 1e-5);
  EXPECT_NEAR(moment(basis(), values, 1), 0.4, 1e-5);
  EXPECT_NEAR(moment(basis(), values, 2), 0.8 + 0.16, 1e-4);
}

TEST_P(AnyOuterBasis, EvaluatesAProjectedGaussian) {
  const std::vector<double> values = basis().project_gaussian(0.4, 0.8);
  for (const double u : {-2.1, -0.3, 0., 0.77, 1.9}) {
    const std::vector<double> coefficients = basis().evaluation(u);
    double value = 0.;
    for (std::size_t j = 0; j < values.size(); ++j)
      value += coefficients[j] * values[j];
    EXPECT_NEAR(value, gaussian(u, 0.4, 0.8), 1e-4);
  }
}

TEST_P(AnyOuterBasis, EvaluatesNodalValuesTimesTheReference) {
  const std::vector<double> values = arbitrary(basis().n_nodes());
  const std::size_t j = 1;
  const double u = basis().nodes()[j];
  const std::vector<double> coefficients = basis().evaluation(u);
  double value = 0.;
  for (std::size_t i = 0; i < values.size(); ++i)
    value += coefficients[i] * values[i];
  EXPECT_NEAR(value, basis().reference(u) * values[j], 1e-12);
}

/// What noise and confinement do to @p values.
std::vector<double> with_noise(const OuterBasis &basis, const std::vector<double> &values,
                               double temperature, double confinement) {
  const std::size_t n = basis.n_nodes();
  const OuterNoise noise = basis.noise(temperature, confinement);
  std::vector<double> result(n, 0.);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      result[i] += noise.mild[i * n + j] * values[j];
      if (!noise.laplacian.empty())
        result[i] += temperature * noise.laplacian[i * n + j] * values[j];
    }
  return result;
}

TEST_P(AnyOuterBasis, NoiseKeepsTheMass) {
  const std::vector<double> rates =
      with_noise(basis(), arbitrary(basis().n_nodes()), /*temperature*/ 0.3, /*confinement*/ 0.2);
  EXPECT_NEAR(moment(basis(), rates, 0), 0., 1e-10);
}

TEST_P(AnyOuterBasis, NoiseMovesTheMomentsOfAGaussianAsItShould) {
  const std::vector<double> values = basis().project_gaussian(0.4, 0.8);
  const std::vector<double> rates = with_noise(basis(), values, 0.3, 0.2);
  EXPECT_NEAR(moment(basis(), rates, 1), -0.2 * 0.4, 1e-4);
  EXPECT_NEAR(moment(basis(), rates, 2), 2. * 0.3 - 2. * 0.2 * (0.8 + 0.16), 1e-3);
}

TEST_P(AnyOuterBasis, ModesOfAConstantAreNotHigh) {
  const OuterBasis::Modes &modes = basis().modes();
  const std::size_t n = basis().n_nodes();
  double low = 0., high = 0.;
  for (std::size_t k = 0; k < modes.n_modes; ++k) {
    double coefficient = 0.;
    for (std::size_t j = 0; j < n; ++j)
      coefficient += modes.functional[k * n + j];
    (modes.is_high[k] ? high : low) += coefficient * coefficient;
  }
  EXPECT_NEAR(low, moment(basis(), std::vector<double>(n, 1.), 0), 1e-12);
  EXPECT_LT(high, 1e-24);
}

INSTANTIATE_TEST_SUITE_P(
    OuterBasis, AnyOuterBasis,
    ::testing::Values(Named{"hermite12", make_hermite_basis(12)},
                      Named{"hermite17", make_hermite_basis(17)},
                      Named{"hermite16_narrow", make_hermite_basis(16, 0.7)},
                      Named{"finite_element2", make_finite_element_basis(40, 2, 6.)},
                      Named{"finite_element4", make_finite_element_basis(13, 4, 6.)}),
    [](const auto &test_info) { return test_info.param.name; });

TEST(HermiteBasis, QuadratureIsExactUpToDegreeTwiceTheNodes) {
  const auto basis = make_hermite_basis(8);
  const std::vector<double> one(8, 1.);
  double exact = 1.; // E[U^k] = (k - 1)!! for even k
  for (int k = 0; k <= 14; k += 2) {
    EXPECT_NEAR(moment(*basis, one, k) / exact, 1., 1e-12);
    exact *= k + 1;
  }
  EXPECT_LT(moment(*basis, one, 16) / exact, 0.99);
}

TEST(HermiteBasis, TransportShiftsTheHermiteCoefficients) {
  // d_t C_k = -sqrt(k) phi C_{k-1}: from the standard Gaussian, C_0 = 1, only C_1 changes.
  const auto basis = make_hermite_basis(9);
  const std::vector<double> rate = transported(*basis, true, basis->project_gaussian(0., 1.));
  for (std::size_t j = 0; j < basis->n_nodes(); ++j)
    EXPECT_NEAR(rate[j], basis->nodes()[j], 1e-12);
}

TEST(HermiteBasis, TransportIsNilpotent) {
  const auto basis = make_hermite_basis(6);
  std::vector<double> values = arbitrary(6);
  for (int k = 0; k < 6; ++k)
    values = transported(*basis, true, values);
  for (const double value : values)
    EXPECT_NEAR(value, 0., 1e-10);
}

TEST(HermiteBasis, NodesOfALargeBasisAreAccurate) {
  // Sum of the squares of the zeros of He_n is n (n - 1).
  const auto basis = make_hermite_basis(64);
  double sum = 0.;
  for (const double u : basis->nodes())
    sum += u * u;
  EXPECT_NEAR(sum / (64. * 63.), 1., 1e-13);
}

TEST(FiniteElementBasis, QuadratureCoversTheInterval) {
  const auto basis = make_finite_element_basis(7, 3, 2.5);
  EXPECT_NEAR(moment(*basis, std::vector<double>(basis->n_nodes(), 1.), 0), 5., 1e-13);
  EXPECT_DOUBLE_EQ(basis->nodes().front(), -2.5);
  EXPECT_DOUBLE_EQ(basis->nodes().back(), 2.5);
  EXPECT_EQ(basis->limiter_cell_size(), 4u);
}

TEST(FiniteElementBasis, TransportDifferentiatesPolynomialsInsideTheInterval) {
  // d_t r = -phi D r and d_t rho = phi d_u rho: D r is -r' away from the ends.
  const auto basis = make_finite_element_basis(5, 3, 2.);
  std::vector<double> cubic;
  for (const double u : basis->nodes())
    cubic.push_back(u * u * u - u + 2.);
  for (const bool positive : {true, false}) {
    const std::vector<double> result = transported(*basis, positive, cubic);
    for (std::size_t j = 4; j < 16; ++j)
      EXPECT_NEAR(result[j], -(3. * basis->nodes()[j] * basis->nodes()[j] - 1.), 1e-12);
  }
}

TEST(FiniteElementBasis, TransportTakesValuesFromTheUpwindCellOnly) {
  const auto basis = make_finite_element_basis(3, 2, 1.5);
  const std::size_t n = basis->n_nodes();
  for (std::size_t i = 3; i < 6; ++i)
    for (std::size_t j = 0; j < 3; ++j) {
      EXPECT_EQ(basis->transport_matrix(true)[i * n + j], 0.);
      EXPECT_EQ(basis->transport_matrix(false)[i * n + n - 1 - j], 0.);
    }
}

TEST(FiniteElementBasis, EvaluationIsZeroOutsideTheInterval) {
  const auto basis = make_finite_element_basis(3, 2, 1.5);
  for (const double value : basis->evaluation(1.6))
    EXPECT_EQ(value, 0.);
}

} // namespace
} // namespace rhoflow
