// SPDX-License-Identifier: Apache-2.0
// The Laplacian of the potential at particles against differences of its gradient, extrapolated to
// order six: Laplace Phi is the sum over the components of d (grad Phi)_k / d theta_k.
#include "particles/kernels/particle_sums.h"
#include "rhoflow/base/aligned_vector.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace rhoflow {
namespace {

struct Potential {
  Activation activation;
  EnsembleLayout layout;
  std::vector<double> features, coefficients;

  Potential(Activation kind, unsigned int n_outer, unsigned int n_features)
      : activation(kind), layout{n_outer, n_features, 11} {
    constexpr std::size_t n = 5;
    for (std::size_t i = 0; i < n * n_features; ++i)
      features.push_back(std::sin(1.7 * double(i) + 0.4));
    for (std::size_t i = 0; i < n * n_outer; ++i)
      coefficients.push_back(std::cos(2.3 * double(i)));
  }
  AlignedVector gradient(const AlignedVector &values, AlignedVector *laplacian = nullptr) const {
    AlignedVector result(layout.n_values());
    particle_gradient(activation, layout, {0, layout.stride()}, values.data(),
                      {features.data(), features.size() / layout.n_features}, coefficients.data(),
                      result.data(), laplacian == nullptr ? nullptr : laplacian->data());
    return result;
  }
  /// d (grad Phi)_k / d theta_k at all particles by central differences.
  std::vector<double> second_derivative(const AlignedVector &values, unsigned int k) const {
    const auto quotients = [&](double h) {
      AlignedVector up = values, down = values;
      for (std::size_t m = 0; m < layout.stride(); ++m) {
        up[k * layout.stride() + m] += h;
        down[k * layout.stride() + m] -= h;
      }
      const AlignedVector high = gradient(up), low = gradient(down);
      std::vector<double> result;
      for (std::size_t m = 0; m < layout.n_particles; ++m)
        result.push_back((high[k * layout.stride() + m] - low[k * layout.stride() + m]) / (2. * h));
      return result;
    };
    const auto coarse = quotients(0.04), middle = quotients(0.02), fine = quotients(0.01);
    std::vector<double> result;
    for (std::size_t m = 0; m < fine.size(); ++m) {
      const double first = (4. * middle[m] - coarse[m]) / 3.,
                   second = (4. * fine[m] - middle[m]) / 3.;
      result.push_back((16. * second - first) / 15.);
    }
    return result;
  }
};

class LaplacianOf : public testing::TestWithParam<Activation> {};

TEST_P(LaplacianOf, ThePotentialMatchesDifferencesOfItsGradient) {
  for (const auto &[n_outer, n_features] :
       std::vector<std::pair<unsigned int, unsigned int>>{{1, 1}, {1, 2}, {2, 2}, {3, 3}}) {
    const Potential potential(GetParam(), n_outer, n_features);
    const EnsembleLayout &layout = potential.layout;
    AlignedVector values(layout.n_values());
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = 1.5 * std::sin(0.9 * double(i));
    AlignedVector laplacian(layout.stride());
    const AlignedVector gradient = potential.gradient(values, &laplacian);
    EXPECT_EQ(gradient, potential.gradient(values));
    std::vector<double> expected(layout.n_particles, 0.);
    for (unsigned int k = 0; k < layout.n_components(); ++k) {
      const std::vector<double> part = potential.second_derivative(values, k);
      for (std::size_t m = 0; m < part.size(); ++m)
        expected[m] += part[m];
    }
    double largest = 0.;
    for (std::size_t m = 0; m < layout.n_particles; ++m) {
      EXPECT_NEAR(laplacian[m], expected[m], 1e-9) << n_features << " inputs, particle " << m;
      largest = std::max(largest, std::abs(laplacian[m]));
    }
    if (GetParam() != Activation::constant) {
      EXPECT_GT(largest, 1e-2);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Every, LaplacianOf, testing::ValuesIn(all_values<Activation>()),
                         [](const auto &instance) { return to_string(instance.param); });

} // namespace
} // namespace rhoflow
