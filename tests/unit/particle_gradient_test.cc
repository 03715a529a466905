// SPDX-License-Identifier: Apache-2.0
// Loss and gradient of a finite network. Exact solutions: the loss of model section 1 in plain
// loops; 1/(b_l q_m) dE/dtheta_{l,m} by differences of it, extrapolated to order six.

#include "particle_case.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace rhoflow {
namespace {

using test::ParticleCase;

double loss_of(const ParticleCase &particle_case, const Particles &particles,
               const ParticleList &values) {
  if (particle_case.rule == DepthRule::euler)
    return test::plain_loss(particle_case, particles, values);
  const auto network = particle_case.make_network();
  SampleState state = network->initial_state();
  network->evaluate(particles, values, state);
  return state.loss;
}

/// dE by component @p c of particle @p m of ensemble @p k.
double difference(const ParticleCase &particle_case, const Particles &particles, std::size_t k,
                  unsigned int c, std::size_t m) {
  const auto quotient = [&](double h) {
    ParticleList up = particles.values, down = up;
    const std::size_t at = c * particles.ensemble(k).layout.stride() + m;
    up[k][at] += h;
    down[k][at] -= h;
    return (loss_of(particle_case, particles, up) - loss_of(particle_case, particles, down)) /
           (2. * h);
  };
  const double coarse = quotient(0.08), middle = quotient(0.04), fine = quotient(0.02);
  const double first = (4. * middle - coarse) / 3., second = (4. * fine - middle) / 3.;
  return (16. * second - first) / 15.;
}

/// Compares loss and gradient at a few particles of every other ensemble.
void expect_exact(const ParticleCase &particle_case) {
  const ParticleTraining training = particle_case.train();
  const Particles &particles = training.particles();
  const std::vector<double> depth_weights = particle_case.depth().weights();
  if (particle_case.rule == DepthRule::euler) {
    EXPECT_NEAR(training.state().loss, test::plain_loss(particle_case, particles, particles.values),
                1e-14);
  }
  const ParticleList gradient = training.gradient();
  double largest = 0.;
  for (const AlignedVector &ensemble : gradient)
    for (const double x : ensemble)
      largest = std::max(largest, std::abs(x));
  EXPECT_GT(largest, 1e-3);
  for (std::size_t k = 0; k < particles.n_ensembles(); k += 2) {
    const EnsembleLayout &layout = particles.ensemble(k).layout;
    const double share = k < particles.n_layers ? depth_weights[k] : 1.;
    for (unsigned int c = 0; c < layout.n_components(); ++c)
      for (const std::size_t m : {std::size_t(0), layout.n_particles - 1}) {
        const double expected = difference(particle_case, particles, k, c, m) /
                                (share * particles.ensemble(k).weights[m]);
        EXPECT_NEAR(test::component(particles, gradient, k, c, m), expected, 1e-8 * largest)
            << "ensemble " << k << ", component " << c << ", particle " << m;
      }
  }
}

class ParticleGradientOf : public testing::TestWithParam<Activation> {};

TEST_P(ParticleGradientOf, OneInputMatchesDifferencesOfThePlainLoss) {
  ParticleCase particle_case;
  particle_case.network.activation = GetParam();
  expect_exact(particle_case);
}

TEST_P(ParticleGradientOf, FourInputsMatchDifferencesOfThePlainLoss) {
  ParticleCase particle_case;
  particle_case.network.activation = GetParam();
  particle_case.data = test::wavy_data(4, 3);
  particle_case.depth_nodes = 4;
  expect_exact(particle_case);
}

INSTANTIATE_TEST_SUITE_P(, ParticleGradientOf, testing::ValuesIn(all_values<Activation>()),
                         [](const auto &instance) { return to_string(instance.param); });

TEST(ParticleGradient, TwoInputsMatchDifferences) {
  ParticleCase particle_case;
  particle_case.data = test::wavy_data(2, 20);
  expect_exact(particle_case);
}

TEST(ParticleGradient, MoreParticlesAndSamplesThanOneTaskTakesMatchDifferences) {
  ParticleCase particle_case;
  particle_case.data = test::wavy_data(1, 300);
  particle_case.particles.neurons = 1100;
  particle_case.particles.head_neurons = 600;
  particle_case.depth_nodes = 2;
  expect_exact(particle_case);
}

TEST(ParticleGradient, FixedHeadMatchesDifferences) {
  ParticleCase particle_case;
  particle_case.data = test::wavy_data(3, 4);
  particle_case.network.head = HeadType::fixed;
  particle_case.network.head_vector = {0.4, -1.1, 0.7};
  expect_exact(particle_case);
}

TEST(ParticleGradient, GaussDepthMatchesDifferences) {
  ParticleCase particle_case;
  particle_case.data = test::wavy_data(2, 4);
  particle_case.rule = DepthRule::gauss;
  particle_case.depth_nodes = 3;
  particle_case.intervals = 2;
  expect_exact(particle_case);
}

TEST(ParticleGradient, WeightedParticlesMatchDifferences) {
  ParticleCase particle_case;
  particle_case.particles.start = ParticleStartType::quadrature;
  particle_case.particles.quadrature_points = 4;
  particle_case.particles.outer_quadrature_points = 3;
  // A start whose prediction and adjoint do not vanish.
  particle_case.weights.initial_mean = {0.5};
  particle_case.weights.head_initial_mean = {-0.3};
  expect_exact(particle_case);
}

} // namespace
} // namespace rhoflow
