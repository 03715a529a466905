// SPDX-License-Identifier: Apache-2.0
// Problem: finite networks with noise, d theta = -(grad Phi + mu theta) dt + sqrt(2 kappa) dB.
// Exact solutions: where the loss does not act on a weight its variance follows the recursion of
// the method exactly, v' = (1 - mu h)^2 v + 2 kappa h for Euler and Maruyama and, with
// a = 1 - mu h + (mu h)^2 / 2, v' = a^2 v + 2 kappa h (1 - mu h / 2)^2 for Heun, whose limits are
// off the equilibrium kappa/mu by order one and two. Reference for the sine problem: the loss of
// the densities at t = 1 (noise_test.cc).

#include "../particle_case.h"
#include "base/threads.h"
#include "flow_fixture.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rhoflow::langevin_problem {
namespace {

test::ParticleCase noisy_case(double temperature, double confinement, double step) {
  test::ParticleCase particle_case;
  particle_case.training.learning_rate = step;
  particle_case.training.noise.temperature = temperature;
  particle_case.training.noise.confinement = confinement;
  return particle_case;
}

void advance_network(ParticleTraining &training, double target) {
  while (training.time() < target)
    training.step(target);
}

/// Mean square of the inner weights of the encoder, on which a constant activation has no effect,
/// and the number of those.
std::pair<double, std::size_t> variance_of(const ParticleTraining &training) {
  const Particles &particles = training.particles();
  double sum = 0.;
  std::size_t n = 0;
  for (std::size_t k = 0; k < particles.n_layers; ++k)
    for (unsigned int c = 1; c < 3; ++c)
      for (std::size_t m = 0; m < particles.layer.layout.n_particles; ++m, ++n)
        sum += std::pow(test::component(particles, particles.values, k, c, m), 2);
  return {sum / double(n), n};
}

class LangevinMethod : public testing::TestWithParam<TrainingMethod> {};

TEST_P(LangevinMethod, FreeWeightsHaveTheVarianceOfTheMethod) {
  constexpr double kappa = 0.4, mu = 0.5, h = 0.5, target = 3.;
  test::ParticleCase particle_case = noisy_case(kappa, mu, h);
  particle_case.training.method = GetParam();
  particle_case.network.activation = Activation::constant;
  particle_case.network.head = HeadType::fixed;
  particle_case.particles.neurons = 20000;
  ParticleTraining training = particle_case.train();
  double expected = variance_of(training).first;
  for (int step = 0; step < std::lround(target / h); ++step)
    if (GetParam() == TrainingMethod::gradient_descent)
      expected = std::pow(1. - mu * h, 2) * expected + 2. * kappa * h;
    else
      expected = std::pow(1. - mu * h + 0.5 * mu * mu * h * h, 2) * expected +
                 2. * kappa * h * std::pow(1. - 0.5 * mu * h, 2);
  advance_network(training, target);
  const auto [variance, n] = variance_of(training);
  EXPECT_NEAR(variance, expected, 4. * expected * std::sqrt(2. / double(n)));
  EXPECT_EQ(training.n_steps(), 6u);
}

INSTANTIATE_TEST_SUITE_P(Langevin, LangevinMethod,
                         testing::Values(TrainingMethod::gradient_descent,
                                         TrainingMethod::gradient_flow),
                         [](const auto &instance) {
                           return instance.param == TrainingMethod::gradient_descent ? "Euler"
                                                                                     : "Heun";
                         });

TEST(LangevinNetwork, AgreesWithTheDensitiesWithinItsStandardError) {
  constexpr double reference = 0.1876519;
  constexpr unsigned int seeds = 8;
  std::vector<double> losses;
  for (unsigned int seed = 1; seed <= seeds; ++seed) {
    test::ParticleCase particle_case = noisy_case(0.1, 0.1, 0.05);
    particle_case.network.alpha = particle_case.network.beta = 1.;
    particle_case.data = test::sine_data();
    particle_case.rule = DepthRule::gauss;
    particle_case.depth_nodes = 4;
    particle_case.particles.neurons = particle_case.particles.head_neurons = 4000;
    particle_case.particles.seed = particle_case.training.seed = seed;
    ParticleTraining training = particle_case.train();
    advance_network(training, 1.);
    losses.push_back(training.loss());
    EXPECT_FALSE(training.loss_falls());
  }
  double mean = 0., square = 0.;
  for (const double loss : losses)
    mean += loss / seeds;
  for (const double loss : losses)
    square += (loss - mean) * (loss - mean) / (seeds - 1);
  const double error = std::sqrt(square / seeds);
  test::record("standard_error", error);
  test::record("difference", mean - reference);
  EXPECT_LT(error, 0.01 * reference);
  EXPECT_LT(std::abs(mean - reference), 3. * error);
}

TEST(LangevinNetwork, HasTheSameBitsForAnyNumberOfThreadsAndAfterARestart) {
  test::ParticleCase particle_case = noisy_case(0.2, 0.1, 0.1);
  particle_case.particles.neurons = 3000;
  ParticleTraining whole = particle_case.train(), parts = particle_case.train();
  advance_network(whole, 1.);
  set_number_of_threads(1);
  advance_network(parts, 0.5);
  const TrainingProgress progress = parts.snapshot();
  const ParticleList values = parts.particles().values;
  ParticleTraining resumed = particle_case.train();
  resumed.restore(progress, [&](std::size_t k) { return values[k]; });
  advance_network(resumed, 1.);
  set_number_of_threads(0);
  EXPECT_EQ(resumed.loss(), whole.loss());
  EXPECT_EQ(resumed.particles().values, whole.particles().values);
  particle_case.training.seed = 2;
  ParticleTraining other = particle_case.train();
  advance_network(other, 1.);
  EXPECT_NE(other.loss(), whole.loss());
}

TEST(LangevinNetwork, ConfinementWithoutNoiseIsIntegratedAccurately) {
  test::ParticleCase particle_case = noisy_case(0., 0.5, 0.1);
  particle_case.network.activation = Activation::constant;
  particle_case.network.head = HeadType::fixed;
  particle_case.training.tolerance = 1e-10;
  ParticleTraining training = particle_case.train();
  const double start = variance_of(training).first;
  advance_network(training, 1.);
  EXPECT_NEAR(variance_of(training).first, start * std::exp(-1.), 1e-8);
}

} // namespace
} // namespace rhoflow::langevin_problem
