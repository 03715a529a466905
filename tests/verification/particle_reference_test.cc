// SPDX-License-Identifier: Apache-2.0
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
  constexpr unsigned int neurons = 1000;
  particle_case.particles.neurons = particle_case.particles.head_neurons = neurons;
  const auto [mean, error] = over_seeds(particle_case, 12);
  EXPECT_LT(std::abs(mean), 3. * error);
  EXPECT_LT(error, 0.7 / std::sqrt(neurons * 12.) * 3.);
  EXPECT_GT(error, 0.7 / std::sqrt(neurons * 12.) / 3.);
}

TEST(ParticleReference, SobolPointsAgreeWithTheDensityAndScatterLess) {
  test::ParticleCase particle_case = sine_case();
  particle_case.particles.start = ParticleStartType::sobol;
  particle_case.particles.neurons = particle_case.particles.head_neurons = 4096;
  const auto [mean, error] = over_seeds(particle_case, 8);
  EXPECT_LT(std::abs(mean), 3. * error);
  EXPECT_LT(error, 0.7 / std::sqrt(4096. * 8.) / 5.);
}

TEST(ParticleReference, QuadraturePointsOfAMixtureFollowTheDensityOfTheMixture) {
  constexpr double end_time = 1.;
  test::ParticleCase particle_case = sine_case();
  particle_case.weights.initial_density = InitialDensity::gaussian_mixture;
  particle_case.weights.initial_mixture =
      "0.3 : -1, 0.5, 0 : 0.5, 0.8, 1 ; 0.7 : 0.6, -0.4, 0.7 : 0.9, 1, 0.6";
  particle_case.weights.head_initial_mixture =
      "1 : 0.5, 1, -0.5 : 0.7, 0.6, 1 ; 1 : -0.8, 0, 0 : 1, 1, 0.8";
  particle_case.particles.start = ParticleStartType::quadrature;
  particle_case.particles.outer_quadrature_points = 14;
  particle_case.particles.quadrature_points = 96; // 32 leave 2e-5
  particle_case.particles.smallest_weight = 1e-12;
  ParticleTraining training = particle_case.train();

  test::FlowCase flow_case;
  flow_case.outer_nodes = 24;
  flow_case.mesh.cells = 14;
  flow_case.mesh.degree = 4;
  const auto spaces = test::make_spaces<2>(flow_case);
  DensityList start(
      flow_case.depth().size(),
      project_mixture(*spaces.encoder, particle_case.weights.start(false, 1, 2), "encoder"));
  start.push_back(project_mixture(*spaces.head, particle_case.weights.start(true, 1, 2), "head"));
  auto flow = test::make_flow<2>(flow_case, spaces, start);

  const double at_start = training.state().loss / flow.state().network.loss - 1.;
  while (training.time() < end_time)
    training.step(end_time);
  while (flow.time() < end_time)
    flow.step(end_time);
  const double at_end = training.state().loss / flow.state().network.loss - 1.;
  test::record("relative_difference_at_the_start", at_start);
  test::record("relative_difference_at_the_end", at_end);
  test::record("loss_at_the_end", flow.state().network.loss);
  EXPECT_NEAR(at_start, 0., 1e-5);
  EXPECT_NEAR(at_end, 0., 1e-5);
}

} // namespace
} // namespace rhoflow
