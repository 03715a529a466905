// SPDX-License-Identifier: Apache-2.0
// The starts of finite networks: published numbers of the generator, moments of the standard normal
// distribution, independence of seeds and layers, exactness of the quadrature.

#include "rhoflow/base/errors.h"
#include "sampling/counter_random.h"
#include "sampling/normal_points.h"

#include "expect_error.h"
#include "particle_case.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace rhoflow {
namespace {

using test::ParticleCase;

TEST(Philox, GivesThePublishedNumbers) {
  // Known answers of the authors' library Random123.
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}),
            (std::array<std::uint32_t, 4>{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}),
            (std::array<std::uint32_t, 4>{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
}

TEST(NormalFromBits, IsTheQuantile) {
  EXPECT_NEAR(normal_from_bits(std::uint64_t(1) << 63), 0., 1e-15);
  // P(Z < -1.9599639845400542) = 0.025
  const auto bits = static_cast<std::uint64_t>(0.025 * 0x1p64);
  EXPECT_NEAR(normal_from_bits(bits), -1.9599639845400542, 1e-13);
  EXPECT_EQ(normal_from_bits(~bits), -normal_from_bits(bits));
  // The farthest values: P(Z < -8.2095) = 2^-53.
  EXPECT_NEAR(normal_from_bits(0), -8.2095, 1e-4);
  EXPECT_EQ(normal_from_bits(~std::uint64_t(0)), -normal_from_bits(0));
}

/// mean, variance and covariances of an ensemble.
struct Sample {
  std::vector<double> mean, covariance; // [component], [component][component]
  Sample(const EnsembleLayout &layout, const AlignedVector &values) {
    const unsigned int n = layout.n_components();
    const auto x = [&](unsigned int c, std::size_t m) { return values[c * layout.stride() + m]; };
    for (unsigned int a = 0; a < n; ++a) {
      mean.push_back(0.);
      for (std::size_t m = 0; m < layout.n_particles; ++m)
        mean[a] += x(a, m) / double(layout.n_particles);
      for (unsigned int b = 0; b < n; ++b) {
        covariance.push_back(0.);
        for (std::size_t m = 0; m < layout.n_particles; ++m)
          covariance.back() += x(a, m) * x(b, m) / double(layout.n_particles);
      }
    }
  }
};

TEST(RandomStart, IsStandardNormalAndUncorrelated) {
  const EnsembleLayout layout{2, 2, 100000};
  AlignedVector values;
  fill_random(5, 7, layout, values);
  const Sample sample(layout, values);
  const double deviation = 1. / std::sqrt(double(layout.n_particles));
  for (unsigned int a = 0; a < 5; ++a) {
    EXPECT_NEAR(sample.mean[a], 0., 4.5 * deviation);
    for (unsigned int b = 0; b < 5; ++b)
      EXPECT_NEAR(sample.covariance[a * 5 + b], a == b ? 1. : 0., 4.5 * std::sqrt(2.) * deviation);
  }
  for (std::size_t m = layout.n_particles; m < layout.stride(); ++m)
    EXPECT_EQ(values[m], 0.);
}

TEST(RandomStart, MoreParticlesKeepTheFirstOnes) {
  const EnsembleLayout small{1, 1, 10}, large{1, 1, 10000};
  AlignedVector few, many;
  fill_random(1, 0, small, few);
  fill_random(1, 0, large, many);
  for (unsigned int c = 0; c < 3; ++c)
    for (std::size_t m = 0; m < 10; ++m)
      EXPECT_EQ(few[c * small.stride() + m], many[c * large.stride() + m]);
}

TEST(SobolStart, SpreadsEveryComponentEvenlyAndEstimatesMomentsBetterThanRandomPoints) {
  const EnsembleLayout layout{1, 1, 4096};
  for (const std::uint32_t seed : {1u, 2u, 3u}) {
    AlignedVector values;
    fill_sobol(seed, 0, layout, values);
    // One point in each of 4096 intervals of equal probability, the digital shift included.
    for (unsigned int c = 0; c < 3; ++c) {
      std::vector<int> count(4096, 0);
      for (std::size_t m = 0; m < 4096; ++m) {
        const double u = 0.5 * std::erfc(-values[c * layout.stride() + m] / std::sqrt(2.));
        ++count[std::min<std::size_t>(std::size_t(u * 4096.), 4095)];
      }
      EXPECT_LE(*std::max_element(count.begin(), count.end()), 2);
      EXPECT_LE(std::count(count.begin(), count.end(), 0), 2);
    }
    const Sample sample(layout, values);
    for (unsigned int a = 0; a < 3; ++a)
      EXPECT_NEAR(sample.mean[a], 0., 0.1 / std::sqrt(4096.));
  }
}

TEST(SobolStart, DoesNotDependOnTheBlocksItIsMadeIn) {
  const EnsembleLayout layout{1, 1, 9000}, first{1, 1, 4096};
  AlignedVector values, beginning;
  fill_sobol(1, 0, layout, values);
  fill_sobol(1, 0, first, beginning);
  EXPECT_TRUE(std::equal(beginning.begin(), beginning.begin() + 4096, values.begin()));
  // No point twice, also beyond the first block.
  std::vector<double> sorted(values.begin(), values.begin() + 9000);
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(std::adjacent_find(sorted.begin(), sorted.end()), sorted.end());
}

TEST(QuadratureStart, IntegratesPolynomialsExactly) {
  const QuadraturePoints points = quadrature_points(5, 7, 0., 1, 1);
  const EnsembleLayout &layout = points.ensemble.layout;
  ASSERT_EQ(layout.n_particles, 5u * 7u * 7u);
  double mass = 0., moment = 0.;
  for (std::size_t m = 0; m < layout.n_particles; ++m) {
    const double q = points.ensemble.weights[m], u = points.values[m],
                 w = points.values[layout.stride() + m], b = points.values[2 * layout.stride() + m];
    mass += q;
    moment += q * std::pow(u, 8) * std::pow(w, 12) * b * b;
  }
  EXPECT_NEAR(mass, 1., 1e-14);
  EXPECT_NEAR(moment, 105. * 10395., 1e-12 * 105. * 10395.); // 7!! 11!! 1!!
}

TEST(QuadratureStart, LeavesOutWhatHasNoWeight) {
  const QuadraturePoints all = quadrature_points(16, 24, 0., 1, 1),
                         some = quadrature_points(16, 24, 1e-16, 1, 1);
  EXPECT_LT(some.ensemble.layout.n_particles, all.ensemble.layout.n_particles);
  double mass = 0., smallest = 1.;
  for (std::size_t m = 0; m < some.ensemble.layout.n_particles; ++m) {
    mass += some.ensemble.weights[m];
    smallest = std::min(smallest, some.ensemble.weights[m]);
  }
  EXPECT_NEAR(mass, 1., 1e-14);
  EXPECT_GE(smallest, 0.9e-16);
}

TEST(QuadratureStart, RefusesMoreProductsThanMemoryCanHold) {
  test::expect_contains(
      test::message_of<InputError>([] { quadrature_points(64, 64, 1e-16, 3, 3); }),
      "Quadrature points");
}

TEST(ParticleStart, CoherentLayersAreEqualAndRandomOnesDiffer) {
  ParticleCase particle_case;
  for (const auto start : {ParticleStartType::random, ParticleStartType::sobol}) {
    particle_case.particles.start = start;
    const Particles particles = particle_case.make();
    EXPECT_NE(particles.values[0], particles.values[1]);
    EXPECT_NE(particles.values[0][0], particles.values.back()[0]);
  }
  particle_case.particles.start = ParticleStartType::coherent;
  const Particles particles = particle_case.make();
  for (std::size_t l = 1; l < particles.n_layers; ++l)
    EXPECT_EQ(particles.values[l], particles.values[0]);
  EXPECT_NE(particles.values[0][0], particles.values.back()[0]);
  particle_case.particles.seed = 2;
  EXPECT_NE(particle_case.make().values[0], particles.values[0]);
}

TEST(ParticleStart, HasTheMeanAndVarianceOfTheDensities) {
  ParticleCase particle_case;
  particle_case.particles.neurons = 20000;
  particle_case.weights.initial_mean = {1., -2., 0.5};
  particle_case.weights.initial_variance = {0.25, 1., 1.96};
  const Particles particles = particle_case.make();
  const Sample sample(particles.layer.layout, particles.values[0]);
  const double deviation = 1. / std::sqrt(20000.);
  for (unsigned int c = 0; c < 3; ++c) {
    const double mean = particle_case.weights.initial_mean[c],
                 variance = particle_case.weights.initial_variance[c];
    EXPECT_NEAR(sample.mean[c], mean, 4.5 * std::sqrt(variance) * deviation);
    EXPECT_NEAR(sample.covariance[c * 3 + c] - sample.mean[c] * sample.mean[c], variance,
                4.5 * std::sqrt(2.) * variance * deviation);
  }
}

/// Two Gaussians of different shares (which need not sum to one), means and widths.
ParticleCase mixture_case(ParticleStartType start) {
  ParticleCase particle_case;
  particle_case.particles.start = start;
  particle_case.particles.neurons = particle_case.particles.head_neurons = 20000;
  particle_case.particles.quadrature_points = particle_case.particles.outer_quadrature_points = 6;
  particle_case.particles.smallest_weight = 0.;
  particle_case.weights.initial_density = InitialDensity::gaussian_mixture;
  particle_case.weights.initial_mixture =
      "0.5 : -1, 0, 2 : 0.25, 1, 0.5 ; 1.5 : 1, 0.5, 0 : 1, 0.5, 1";
  return particle_case;
}

/// Mean of x_a and of x_a x_b of an ensemble, with its weights.
double weighted_mean(const Particles &particles, std::size_t k, unsigned int a, int b = -1) {
  double sum = 0.;
  for (std::size_t m = 0; m < particles.ensemble(k).layout.n_particles; ++m)
    sum += particles.ensemble(k).weights[m] *
           test::component(particles, particles.values, k, a, m) *
           (b < 0 ? 1. : test::component(particles, particles.values, k, unsigned(b), m));
  return sum;
}

TEST(ParticleStart, HasTheMomentsOfAMixture) {
  const double mean[2][3] = {{-1., 0., 2.}, {1., 0.5, 0.}};
  const double variance[2][3] = {{0.25, 1., 0.5}, {1., 0.5, 1.}};
  const double share[2] = {0.25, 0.75};
  for (const auto &[start, tolerance] :
       {std::pair{ParticleStartType::random, 0.07}, std::pair{ParticleStartType::coherent, 0.07},
        std::pair{ParticleStartType::sobol, 0.01},
        std::pair{ParticleStartType::quadrature, 1e-12}}) {
    const Particles particles = mixture_case(start).make();
    for (const std::size_t k : {std::size_t(0), particles.n_layers - 1})
      for (unsigned int a = 0; a < 3; ++a) {
        double first = 0.;
        for (int c = 0; c < 2; ++c)
          first += share[c] * mean[c][a];
        EXPECT_NEAR(weighted_mean(particles, k, a), first, tolerance);
        for (unsigned int b = 0; b < 3; ++b) {
          double second = 0.; // also off the diagonal, where single components have none
          for (int c = 0; c < 2; ++c)
            second += share[c] * (mean[c][a] * mean[c][b] + (a == b ? variance[c][a] : 0.));
          EXPECT_NEAR(weighted_mean(particles, k, a, int(b)), second, tolerance);
        }
      }
    // The head keeps its own start.
    EXPECT_NEAR(weighted_mean(particles, particles.n_layers, 0), 0., 0.04);
    EXPECT_NEAR(weighted_mean(particles, particles.n_layers, 0, 0), 1., 0.06);
  }
}

TEST(ParticleStart, AMixtureOfEqualComponentsMovesNoParticle) {
  ParticleCase particle_case;
  for (const auto start : {ParticleStartType::random, ParticleStartType::sobol}) {
    particle_case.particles.start = start;
    particle_case.weights.initial_density = InitialDensity::gaussian;
    const Particles gaussian = particle_case.make();
    particle_case.weights.initial_density = InitialDensity::gaussian_mixture;
    particle_case.weights.initial_mixture = "0.5 : 0, 0, 0 : 1, 1, 1 ; 0.5 : 0, 0, 0 : 1, 1, 1";
    EXPECT_EQ(particle_case.make().values, gaussian.values);
  }
}

TEST(ParticleStart, CountsThePointsOfEveryComponent) {
  const ParticleCase particle_case = mixture_case(ParticleStartType::quadrature);
  const ParticleCounts counts =
      count_particles(particle_case.particles, particle_case.weights, 1, true);
  EXPECT_EQ(counts.layer, 2u * 6 * 6 * 6);
  EXPECT_EQ(counts.head, 6u * 6 * 6);
  EXPECT_EQ(particle_case.make().layer.layout.n_particles, counts.layer);
}

} // namespace
} // namespace rhoflow
