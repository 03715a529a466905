// Finite networks against the density: y = sin(pi x) at 16 points, tanh, standard Gaussian start,
// four Gauss nodes of the depth; the density's loss at t = 5 converges to 0.0608689 (see
// sine_reference_test.cc).

#include "flow_fixture.h"
#include "particle_case.h"

#include <gtest/gtest.h>

namespace rhoflow {
namespace {

constexpr double reference = 0.0608689;

test::ParticleCase sine_case() {
  test::ParticleCase particle_case;
  particle_case.network = NetworkParameters();
  particle_case.data = test::sine_data();
  particle_case.rule = DepthRule::gauss;
  particle_case.depth_nodes = 4;
  return particle_case;
}

double final_loss(const test::ParticleCase &particle_case) {
  ParticleTraining training = particle_case.train();
  while (training.time() < 5.)
    training.step(5.);
  return training.state().loss;
}

TEST(ParticleReference, QuadraturePointsReachTheLossOfTheDensity) {
  test::ParticleCase particle_case = sine_case();
  particle_case.particles.start = ParticleStartType::quadrature;
  particle_case.particles.outer_quadrature_points = 24;
  particle_case.particles.quadrature_points = 96;
  const double error = final_loss(particle_case) / reference - 1.;
  test::record("relative_error", error);
  EXPECT_NEAR(error, 0., 1e-4);
}

/// Mean and standard error of the loss over seeds, relative to the reference, minus one.
std::pair<double, double> over_seeds(test::ParticleCase particle_case, unsigned int n_seeds) {
  double sum = 0., squares = 0.;
  for (unsigned int seed = 1; seed <= n_seeds; ++seed) {
    particle_case.particles.seed = seed;
    const double error = final_loss(particle_case) / reference - 1.;
    sum += error;
    squares += error * error;
  }
  const double mean = sum / n_seeds, variance = (squares - n_seeds * mean * mean) / (n_seeds - 1.);
  test::record("mean", mean);
  test::record("standard_error", std::sqrt(variance / n_seeds));
  return {mean, std::sqrt(variance / n_seeds)};
}

TEST(ParticleReference, RandomNeuronsAgreeWithTheDensityWithinTheirScatter) {
  test::ParticleCase particle_case = sine_case();
  particle_case.particles.neurons = particle_case.particles.head_neurons = 4000;
  const auto [mean, error] = over_seeds(particle_case, 12);
  EXPECT_LT(std::abs(mean), 3. * error);
  EXPECT_LT(error, 0.7 / std::sqrt(4000. * 12.) * 3.);
  EXPECT_GT(error, 0.7 / std::sqrt(4000. * 12.) / 3.);
}

TEST(ParticleReference, SobolPointsAgreeWithTheDensityAndScatterLess) {
  test::ParticleCase particle_case = sine_case();
  particle_case.particles.start = ParticleStartType::sobol;
  particle_case.particles.neurons = particle_case.particles.head_neurons = 4096;
  const auto [mean, error] = over_seeds(particle_case, 8);
  EXPECT_LT(std::abs(mean), 3. * error);
  EXPECT_LT(error, 0.7 / std::sqrt(4096. * 8.) / 5.);
}

} // namespace
} // namespace rhoflow
