// SPDX-License-Identifier: Apache-2.0
// The hot loops over particles against plain loops with the library's functions.

#include "particles/kernels/particle_sums.h"

#include "particle_case.h"

#include <gtest/gtest.h>

#include <random>
#include <tuple>

namespace rhoflow {
namespace {

class ParticleSums
    : public testing::TestWithParam<std::tuple<Activation, unsigned int, bool, double>> {};

/// Neurons with weights up to @p largest in random places.
AlignedVector random_values(const EnsembleLayout &layout, double largest) {
  std::mt19937 generator(3);
  std::uniform_real_distribution<double> uniform(-largest, largest);
  AlignedVector values(layout.n_values(), 0.);
  for (unsigned int c = 0; c < layout.n_components(); ++c)
    for (std::size_t m = 0; m < layout.n_particles; ++m)
      values[c * layout.stride() + m] = uniform(generator);
  return values;
}

TEST_P(ParticleSums, AgreeWithPlainLoops) {
  const auto [activation, d, head, largest] = GetParam();
  const EnsembleLayout layout{head ? 1 : d, d, 21};
  const AlignedVector values = random_values(layout, largest);
  const DataSet data = test::wavy_data(d, 3);
  AlignedVector weights(layout.stride(), 0.);
  for (std::size_t m = 0; m < layout.n_particles; ++m)
    weights[m] = 0.01 * double(m + 1);
  std::vector<double> coefficients;
  for (std::size_t i = 0; i < data.size() * layout.n_outer; ++i)
    coefficients.push_back(std::sin(1. + double(i)));

  const ParticleRange range{0, layout.stride()};
  const SampleFeatures samples{data.inputs.data(), data.size()};
  std::vector<double> sums(data.size() * layout.n_sums(), 0.), plain_sums = sums;
  add_particle_sums(activation, layout, range, values.data(), weights.data(), samples, sums.data());
  AlignedVector gradient(layout.n_components() * range.size()),
      plain(layout.n_components() * range.size(), 0.);
  particle_gradient(activation, layout, range, values.data(), samples, coefficients.data(),
                    gradient.data());

  const std::size_t stride = layout.stride();
  for (std::size_t m = 0; m < layout.n_particles; ++m)
    for (std::size_t i = 0; i < data.size(); ++i) {
      const auto weight = [&](unsigned int c) { return values[c * stride + m]; };
      double x = weight(layout.n_outer + d);
      for (unsigned int l = 0; l < d; ++l)
        x += weight(layout.n_outer + l) * data.input(i, l);
      const double value = activation_value(activation, x),
                   slope = activation_derivative(activation, x);
      for (unsigned int k = 0; k < layout.n_outer; ++k) {
        const double u = weight(k), c = coefficients[i * layout.n_outer + k];
        plain_sums[i * layout.n_sums() + k] += weights[m] * u * value;
        plain[k * stride + m] += c * value;
        plain[(layout.n_outer + d) * stride + m] += c * u * slope;
        for (unsigned int l = 0; l < d; ++l) {
          plain_sums[i * layout.n_sums() + layout.n_outer + k * d + l] +=
              weights[m] * u * slope * weight(layout.n_outer + l);
          plain[(layout.n_outer + l) * stride + m] += c * u * slope * data.input(i, l);
        }
      }
    }
  const double scale = largest * largest * std::max(1., largest);
  for (std::size_t k = 0; k < sums.size(); ++k)
    EXPECT_NEAR(sums[k], plain_sums[k], 1e-13 * scale) << "sum " << k;
  for (unsigned int c = 0; c < layout.n_components(); ++c)
    for (std::size_t m = 0; m < layout.n_particles; ++m)
      EXPECT_NEAR(gradient[c * stride + m], plain[c * stride + m], 1e-14 * scale)
          << "component " << c << " of particle " << m;
}

std::string name_of(const testing::TestParamInfo<ParticleSums::ParamType> &instance) {
  const auto [activation, d, head, largest] = instance.param;
  return to_string(activation) + "_" + std::to_string(d) + (head ? "_head_" : "_layer_") +
         std::to_string(int(largest));
}

INSTANTIATE_TEST_SUITE_P(, ParticleSums,
                         testing::Combine(testing::ValuesIn(all_values<Activation>()),
                                          testing::Values(1u, 2u, 5u), testing::Bool(),
                                          testing::Values(2., 500.)),
                         name_of);

TEST(ParticleSine, IsTheLibrarysForSmallAndLargeArguments) {
  const EnsembleLayout layout{1, 1, 1000};
  const double z = 0., c = 1.;
  for (const double largest : {1., 100., 9e5, 1e12}) {
    AlignedVector values = random_values(layout, largest), gradient(3 * layout.stride());
    std::fill_n(values.begin(), layout.stride(), 1.);
    particle_gradient(Activation::sine, layout, {0, layout.stride()}, values.data(), {&z, 1}, &c,
                      gradient.data());
    for (std::size_t m = 0; m < layout.n_particles; ++m) {
      const double b = values[2 * layout.stride() + m];
      EXPECT_NEAR(gradient[m], std::sin(b), 4e-16) << b;
      EXPECT_NEAR(gradient[2 * layout.stride() + m], std::cos(b), 4e-16) << b;
    }
  }
}

TEST(ParticleSine, WhatIsNotANumberStaysSo) {
  const EnsembleLayout layout{1, 1, 8};
  const double z = 0., c = 1.;
  AlignedVector values(layout.n_values(), 1.), gradient(layout.n_values());
  values[2 * 8 + 3] = std::nan("");
  particle_gradient(Activation::sine, layout, {0, 8}, values.data(), {&z, 1}, &c, gradient.data());
  EXPECT_TRUE(std::isnan(gradient[3]));
  EXPECT_NEAR(gradient[4], std::sin(1.), 2e-16);
}

TEST(ParticleUpdate, IsTheStageOfTheRungeKuttaMethod) {
  const EnsembleLayout layout{1, 1, 5};
  AlignedVector in = random_values(layout, 1.), old = in, out(in.size()), weights(8, 0.);
  for (double &x : old)
    x = 0.3 - x;
  std::fill_n(weights.begin(), 5, 0.2);
  AlignedVector gradient(layout.n_values());
  for (std::size_t i = 0; i < gradient.size(); ++i)
    gradient[i] = std::cos(double(i));
  const StageUpdate update{0.3, 0.7, 0.1, 0.5, -1.5, 1.};
  const StageSums sums = update_particles(layout, {0, 8}, update, 0.4, gradient.data(),
                                          weights.data(), in.data(), old.data(), out.data());
  double error = 0., norm = 0.;
  for (std::size_t i = 0; i < in.size(); ++i) {
    const double expected = 0.3 * old[i] + 0.7 * in[i] - 0.1 * (gradient[i] + 0.4 * in[i]);
    EXPECT_NEAR(out[i], expected, 1e-15);
    const double e = 0.5 * old[i] - 1.5 * in[i] + expected;
    error += weights[i % 8] * e * e;
    norm += weights[i % 8] * expected * expected;
  }
  EXPECT_NEAR(sums.error, error, 1e-14);
  EXPECT_NEAR(sums.norm, norm, 1e-14);
}

} // namespace
} // namespace rhoflow
