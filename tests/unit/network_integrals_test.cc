// SPDX-License-Identifier: Apache-2.0
// The sums over samples and inner nodes against plain loops with the library's functions.

#include "rhoflow/network/kernels/network_integrals.h"

#include "../activations.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <tuple>

namespace rhoflow {
namespace {

/// A grid of 11 nodes a direction in [-5, 5] (two vectors of eight with five zeros of padding).
TensorGrid grid_of(unsigned int n_features) {
  std::vector<double> axis;
  for (int k = 0; k < 11; ++k)
    axis.push_back(k - 5. + 0.3 * std::sin(k * M_PI / 5.));
  return TensorGrid(n_features + 1, axis);
}

struct Case {
  Activation activation;
  unsigned int n_features;
  double largest_feature; ///< above about 12 (d = 1: 35) the exponentials' product could overflow
};

class Integrals {
public:
  static constexpr std::size_t n_samples = 5;
  static constexpr double length_scale = 0.8;

  explicit Integrals(const Case &parameters)
      : activation_(parameters.activation), d_(parameters.n_features), grid_(grid_of(d_)),
        integrals_(activation_, grid_), generator_(11) {
    std::uniform_real_distribution<double> uniform(-1., 1.);
    for (std::size_t k = 0; k < n_samples * d_; ++k)
      z_.push_back(k == 0 ? parameters.largest_feature
                          : parameters.largest_feature * uniform(generator_));
    integrals_.set_features(z_.data(), n_samples, length_scale);
  }

  std::vector<double> random(std::size_t n) {
    std::uniform_real_distribution<double> uniform(-1., 1.);
    std::vector<double> values(n);
    for (double &value : values)
      value = uniform(generator_);
    return values;
  }

  std::vector<AlignedVector> random_moments(unsigned int n_components) {
    std::vector<AlignedVector> moments(n_components, AlignedVector(grid_.size(), 0.));
    for (AlignedVector &moment : moments)
      for (std::size_t row = 0; row < grid_.n_rows; ++row) {
        const std::vector<double> values = random(grid_.axis.size());
        std::copy(values.begin(), values.end(),
                  moment.begin() + std::ptrdiff_t(row * grid_.row_length));
      }
    return moments;
  }

  /// Weight of feature @p k (k = d: the bias) at node x of a row, scaled.
  double weight(std::size_t row, std::size_t x, unsigned int k) const {
    return length_scale * grid_.axis[k == 0 ? x : grid_.row_index(row, k)];
  }

  double argument(std::size_t i, std::size_t row, std::size_t x) const {
    double result = weight(row, x, d_);
    for (unsigned int k = 0; k < d_; ++k)
      result += weight(row, x, k) * z_[i * d_ + k];
    return result;
  }

  void expect_potential(unsigned int n_components) {
    const std::vector<double> c = random(n_samples * n_components);
    std::vector<AlignedVector> phi(n_components, AlignedVector(grid_.size(), 7.));
    std::vector<double *> pointers;
    for (AlignedVector &component : phi)
      pointers.push_back(component.data());
    // In two pieces, as threads do it.
    integrals_.potential(c.data(), n_components, 0, 3, pointers.data());
    integrals_.potential(c.data(), n_components, 3, grid_.n_rows, pointers.data());
    for (unsigned int k = 0; k < n_components; ++k)
      for (std::size_t row = 0; row < grid_.n_rows; ++row)
        for (std::size_t x = 0; x < grid_.row_length; ++x) {
          double expected = 0., size = 0.;
          if (x < grid_.axis.size())
            for (std::size_t i = 0; i < n_samples; ++i) {
              const double term =
                  c[i * n_components + k] * activation_value(activation_, argument(i, row, x));
              expected += term;
              size += std::abs(term);
            }
          ASSERT_NEAR(phi[k][row * grid_.row_length + x], expected, tolerance() * (1. + size));
        }
  }

  void expect_vector_field(unsigned int n_components) {
    const std::vector<AlignedVector> moments = random_moments(n_components);
    for (std::size_t i = 0; i < n_samples; ++i) {
      const std::vector<double> result = evaluate(i, moments);
      for (unsigned int k = 0; k < n_components; ++k) {
        double value = 0., size = 0.;
        std::vector<double> slope(d_, 0.);
        for (std::size_t row = 0; row < grid_.n_rows; ++row)
          for (std::size_t x = 0; x < grid_.axis.size(); ++x) {
            const double moment = moments[k][row * grid_.row_length + x], at = argument(i, row, x);
            value += moment * activation_value(activation_, at);
            size += std::abs(moment) * (1. + std::abs(activation_value(activation_, at)));
            for (unsigned int direction = 0; direction < d_; ++direction)
              slope[direction] +=
                  moment * activation_derivative(activation_, at) * weight(row, x, direction);
          }
        EXPECT_NEAR(result[k], value, tolerance() * size);
        for (unsigned int direction = 0; direction < d_; ++direction)
          EXPECT_NEAR(result[n_components + k * d_ + direction], slope[direction],
                      5. * tolerance() * size);
      }
    }
  }

  void expect_derivative_of_differences() {
    const std::vector<AlignedVector> moments = random_moments(1);
    for (unsigned int direction = 0; direction < d_; ++direction) {
      const double exact = evaluate(1, moments)[1 + direction];
      const auto quotient = [&](double h) {
        std::vector<double> values;
        for (const double step : {-h, h}) {
          std::vector<double> moved = z_;
          moved[d_ + direction] += step;
          integrals_.set_features(moved.data(), n_samples, length_scale);
          values.push_back(evaluate(1, moments)[0]);
        }
        return (values[1] - values[0]) / (2. * h);
      };
      const double h = 4e-3, coarse = (4. * quotient(h) - quotient(2. * h)) / 3.,
                   fine = (4. * quotient(0.5 * h) - quotient(h)) / 3.;
      integrals_.set_features(z_.data(), n_samples, length_scale);
      EXPECT_NEAR(exact, (16. * fine - coarse) / 15., 1e-8 * (1. + std::abs(exact)));
    }
  }

private:
  /// Field and derivative in one array.
  std::vector<double> evaluate(std::size_t i, const std::vector<AlignedVector> &moments) const {
    std::vector<const double *> pointers;
    for (const AlignedVector &moment : moments)
      pointers.push_back(moment.data());
    const auto n = static_cast<unsigned int>(moments.size());
    std::vector<double> result(n * (1 + d_));
    integrals_.vector_field(i, pointers.data(), n, result.data(), result.data() + n);
    return result;
  }

  /// Rounding of the sums, or of the arguments where these are large.
  double tolerance() const {
    double largest = 0.;
    for (const double z : z_)
      largest = std::max(largest, std::abs(z));
    return std::max(1e-13, 2.2e-16 * (1. + d_ * largest) * length_scale * grid_.axis.back());
  }

  Activation activation_;
  unsigned int d_;
  TensorGrid grid_;
  NetworkIntegrals integrals_;
  std::mt19937 generator_;
  std::vector<double> z_;
};

class NetworkIntegralsTest : public ::testing::TestWithParam<Case> {};

TEST_P(NetworkIntegralsTest, PotentialEqualsThePlainSum) {
  Integrals integrals(GetParam());
  integrals.expect_potential(1);
  integrals.expect_potential(GetParam().n_features);
}

TEST_P(NetworkIntegralsTest, VectorFieldAndDerivativeEqualThePlainSums) {
  Integrals integrals(GetParam());
  integrals.expect_vector_field(1);
  integrals.expect_vector_field(GetParam().n_features);
}

std::vector<Case> cases(double largest_feature) {
  std::vector<Case> result;
  for (const Activation activation : all_values<Activation>())
    for (const unsigned int d : {1u, 2u})
      result.push_back({activation, d, largest_feature});
  return result;
}

std::string name_of(const ::testing::TestParamInfo<Case> &test_info) {
  return to_string(test_info.param.activation) + std::to_string(test_info.param.n_features);
}

INSTANTIATE_TEST_SUITE_P(UsualFeatures, NetworkIntegralsTest, ::testing::ValuesIn(cases(1.7)),
                         name_of);
INSTANTIATE_TEST_SUITE_P(LargeFeatures, NetworkIntegralsTest, ::testing::ValuesIn(cases(25.)),
                         name_of);
INSTANTIATE_TEST_SUITE_P(FeaturesTooLargeForTheProductForm, NetworkIntegralsTest,
                         ::testing::ValuesIn(cases(400.)), name_of);

TEST(NetworkIntegrals, DerivativeMatchesDifferencesOfTheField) {
  for (const Case &parameters : cases(1.7))
    Integrals(parameters).expect_derivative_of_differences();
}

// The functions themselves, with one sample z = 1: sigma0(w + b) at every place of the grid.
class NetworkFunctionTest
    : public ::testing::TestWithParam<std::tuple<Activation, double /* half width */>> {
protected:
  /// Beside 1e-15, what rounding the argument w + b may change.
  static double accuracy(double x) { return 1e-15 + 1.2e-16 * std::abs(x); }

  NetworkFunctionTest()
      : activation_(std::get<0>(GetParam())), grid_(2, axis(std::get<1>(GetParam()))),
        integrals_(activation_, grid_) {
    const double z = 1.;
    integrals_.set_features(&z, 1, 1.);
  }

  static std::vector<double> axis(double half_width) {
    std::vector<double> nodes;
    for (int k = -20; k <= 20; ++k)
      nodes.push_back(half_width * (k / 20. + 0.01 * std::sin(k)));
    return nodes;
  }

  Activation activation_;
  TensorGrid grid_;
  NetworkIntegrals integrals_;
};

TEST_P(NetworkFunctionTest, ValueIsTheStandardLibrarys) {
  AlignedVector phi(grid_.size());
  double *pointer = phi.data();
  const double one = 1.;
  integrals_.potential(&one, 1, 0, grid_.n_rows, &pointer);
  for (std::size_t b = 0; b < grid_.n_rows; ++b)
    for (std::size_t w = 0; w < grid_.axis.size(); ++w) {
      const double x = grid_.axis[w] + grid_.axis[b], exact = activation_value(activation_, x);
      ASSERT_NEAR(phi[b * grid_.row_length + w], exact, accuracy(x) * std::max(1., std::abs(exact)))
          << "x = " << x;
    }
}

TEST_P(NetworkFunctionTest, DerivativeIsTheStandardLibrarys) {
  AlignedVector moment(grid_.size(), 0.);
  const double *pointer = moment.data();
  for (std::size_t b = 0; b < grid_.n_rows; ++b)
    for (std::size_t w = 0; w < grid_.axis.size(); ++w) {
      double &here = moment[b * grid_.row_length + w];
      here = 1.;
      double field = 0., derivative = 0.;
      integrals_.vector_field(0, &pointer, 1, &field, &derivative);
      here = 0.;
      const double x = grid_.axis[w] + grid_.axis[b], exact = activation_value(activation_, x);
      ASSERT_NEAR(field, exact, accuracy(x) * std::max(1., std::abs(exact))) << "x = " << x;
      ASSERT_NEAR(derivative, activation_derivative(activation_, x) * grid_.axis[w],
                  2. * accuracy(x) * std::abs(grid_.axis[w]))
          << "x = " << x;
    }
}

INSTANTIATE_TEST_SUITE_P(Functions, NetworkFunctionTest,
                         ::testing::Combine(::testing::ValuesIn(all_values<Activation>()),
                                            ::testing::Values(0.4, 4., 30., 500.)),
                         [](const auto &test_info) {
                           return to_string(std::get<0>(test_info.param)) +
                                  std::to_string(int(10. * std::get<1>(test_info.param)));
                         });

TEST(NetworkIntegrals, AFeatureThatIsNotFiniteIsNotHidden) {
  for (const Activation activation : test::varying_activations()) {
    const TensorGrid grid = grid_of(1);
    NetworkIntegrals integrals(activation, grid);
    const double z = std::nan("");
    integrals.set_features(&z, 1, 1.);
    const AlignedVector moment(grid.size(), 1.);
    const double *pointer = moment.data();
    double field = 0., derivative = 0.;
    integrals.vector_field(0, &pointer, 1, &field, &derivative);
    EXPECT_TRUE(std::isnan(field)) << to_string(activation);
    EXPECT_TRUE(std::isnan(derivative)) << to_string(activation);
  }
}

} // namespace
} // namespace rhoflow
