// SPDX-License-Identifier: Apache-2.0
// Training of finite networks. Exact solutions: model section 5, O1 (constant activation, fixed
// head), the energy identity, the order of the Runge-Kutta method, gradients by the densities' own
// potentials (O2); the same bits for any number of threads.

#include "base/threads.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/network/kernels/network_integrals.h"
#include "statistics/statistics_row.h"

#include "expect_error.h"
#include "flow_fixture.h"
#include "particle_case.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace rhoflow {
namespace {

using test::ParticleCase;

void advance(ParticleTraining &training, double target) {
  while (training.time() < target)
    training.step(target);
}

/// sigma0 = 1, f = z(1), y = x + c: only the mean of u matters.
ParticleCase constant_case(double c) {
  ParticleCase particle_case;
  particle_case.network.activation = Activation::constant;
  particle_case.network.head = HeadType::fixed;
  particle_case.network.head_vector = {1.};
  particle_case.network.alpha = 1.;
  particle_case.data = test::sine_data(4);
  for (std::size_t i = 0; i < 4; ++i)
    particle_case.data.labels[i] = particle_case.data.inputs[i] + c;
  particle_case.training.tolerance = 1e-10;
  return particle_case;
}

/// Mean over the depth of the mean of u, and the variance of u in the first layer.
std::pair<double, double> outer_moments(const Particles &particles) {
  const std::size_t n = particles.layer.layout.n_particles;
  double mean = 0., first = 0., square = 0.;
  for (std::size_t l = 0; l < particles.n_layers; ++l)
    for (std::size_t m = 0; m < n; ++m)
      mean +=
          test::component(particles, particles.values, l, 0, m) / double(n * particles.n_layers);
  for (std::size_t m = 0; m < n; ++m) {
    const double u = test::component(particles, particles.values, 0, 0, m);
    first += u / double(n);
    square += u * u / double(n);
  }
  return {mean, square - first * first};
}

TEST(ParticleTraining, TheLossOfTheConstantActivationDecaysExponentially) {
  ParticleTraining training = constant_case(0.7).train();
  const auto [mean, variance] = outer_moments(training.particles());
  EXPECT_NEAR(training.state().loss, 0.5 * (mean - 0.7) * (mean - 0.7), 1e-15);
  const double start = training.state().loss;
  advance(training, 1.5);
  EXPECT_NEAR(training.state().loss, start * std::exp(-3.), 1e-9 * start);
  EXPECT_NEAR(outer_moments(training.particles()).second, variance, 1e-12);
}

TEST(ParticleTraining, TheRegulariserShrinksTheVarianceByItsScale) {
  ParticleCase particle_case = constant_case(0.7);
  particle_case.lambda = 0.3;
  ParticleTraining training = particle_case.train();
  const double variance = outer_moments(training.particles()).second;
  advance(training, 1.5);
  const double scale = training.regularization().length_scale(1.5);
  EXPECT_NEAR(outer_moments(training.particles()).second, scale * scale * variance,
              1e-9 * variance);
}

TEST(ParticleTraining, GradientDescentOfTheConstantActivationIsForwardEuler) {
  ParticleCase particle_case = constant_case(0.7);
  particle_case.training.method = TrainingMethod::gradient_descent;
  particle_case.training.learning_rate = 0.25;
  ParticleTraining training = particle_case.train();
  const double start = training.state().loss;
  advance(training, 2.);
  EXPECT_EQ(training.n_steps(), 8u);
  EXPECT_EQ(training.time(), 2.);
  EXPECT_NEAR(training.state().loss, start * std::pow(0.75, 16.), 1e-13);
}

TEST(ParticleTraining, GradientDescentConvergesToTheGradientFlow) {
  ParticleCase particle_case;
  particle_case.training.tolerance = 1e-9;
  ParticleTraining flow = particle_case.train();
  advance(flow, 1.);
  std::vector<double> rates, errors;
  particle_case.training.method = TrainingMethod::gradient_descent;
  for (const double rate : {0.02, 0.01, 0.005}) {
    particle_case.training.learning_rate = rate;
    ParticleTraining descent = particle_case.train();
    advance(descent, 1.);
    rates.push_back(rate);
    errors.push_back(std::abs(descent.state().loss - flow.state().loss));
  }
  test::expect_order(rates, errors, 0.95);
}

TEST(ParticleTraining, TheRungeKuttaMethodKeepsItsOrder) {
  ParticleCase particle_case;
  particle_case.lambda = 0.3;
  particle_case.training.tolerance = 1e-12;
  ParticleTraining fine = particle_case.train();
  advance(fine, 2.);
  std::vector<double> steps, errors;
  particle_case.training.tolerance = 0.1;
  for (const double step : {0.0625, 0.04, 0.025}) {
    particle_case.training.maximal_step = step;
    ParticleTraining training = particle_case.train();
    advance(training, 2.);
    steps.push_back(step);
    errors.push_back(std::abs(training.state().loss - fine.state().loss));
  }
  test::expect_order(steps, errors, 3.7);
}

TEST(ParticleTraining, TheObjectiveFallsByTheDissipation) {
  for (const DepthRule rule : {DepthRule::euler, DepthRule::gauss}) {
    ParticleCase particle_case;
    particle_case.data = test::wavy_data(3, 6);
    particle_case.rule = rule;
    particle_case.depth_nodes = 3;
    particle_case.lambda = 0.2;
    particle_case.training.tolerance = 1e-12;
    ParticleTraining training = particle_case.train();
    std::vector<StatisticsRow> rows;
    for (const double time : {0.49, 0.495, 0.5, 0.505, 0.51}) {
      advance(training, time);
      rows.push_back(statistics_row(measure(training, 0.)));
    }
    const auto slope = [&](std::size_t k) {
      return (rows[2 - k]["objective"] - rows[2 + k]["objective"]) / (0.01 * double(k));
    };
    const double rate = (4. * slope(1) - slope(2)) / 3.;
    EXPECT_NEAR(rows[2]["dissipation"], rate, 1e-7 * rate);
    EXPECT_EQ(rows[2]["mass_drift"], 0.);
    EXPECT_TRUE(std::isnan(rows[2]["min_density"]));
  }
}

TEST(ParticleTraining, TrainsOneOfEncoderAndHeadAlone) {
  for (const TrainedPart part : {TrainedPart::encoder, TrainedPart::head})
    for (const TrainingMethod method :
         {TrainingMethod::gradient_flow, TrainingMethod::gradient_descent}) {
      ParticleCase particle_case;
      particle_case.network.train = part;
      particle_case.training.method = method;
      ParticleTraining training = particle_case.train();
      const ParticleList start = training.particles().values;
      const double loss = training.state().loss;
      advance(training, 0.5);
      for (std::size_t k = 0; k < start.size(); ++k)
        EXPECT_EQ(training.particles().values[k] == start[k], !training.trains(k)) << k;
      EXPECT_LT(training.state().loss, loss);
      EXPECT_TRUE(training.trains(0) == (part == TrainedPart::encoder));
      const StatisticsRow row = statistics_row(measure(training, 0.));
      training.step(0.51);
      training.step(0.52);
      const double rate = (row["loss"] - training.state().loss) / (training.time() - 0.5);
      EXPECT_NEAR(row["dissipation"], rate, 0.1 * rate);
    }
}

TEST(ParticleTraining, GradientsAreThoseOfTheDensitiesPotentials) {
  // Neurons at the nodes of a grid of (w, b), where the densities' network integrals give phi; the
  // derivatives of phi come from differences of them.
  const std::vector<double> axis{-1.7, -0.4, 0.9};
  ParticleCase particle_case;
  particle_case.rule = DepthRule::gauss;
  particle_case.depth_nodes = 3;
  particle_case.particles.neurons = 9;
  Particles start = particle_case.make();
  const EnsembleLayout &layout = start.layer.layout;
  for (std::size_t k = 0; k < start.n_layers; ++k)
    for (std::size_t m = 0; m < 9; ++m) {
      start.values[k][layout.stride() + m] = axis[m % 3];
      start.values[k][2 * layout.stride() + m] = axis[m / 3];
    }
  const ParticleTraining training = particle_case.train(start);
  const SampleState &state = training.state();
  const ParticleList gradient = training.gradient();
  for (std::size_t l = 0; l < start.n_layers; ++l) {
    std::vector<double> coefficients; // alpha beta / n r_i p_i
    for (std::size_t i = 0; i < particle_case.data.size(); ++i)
      coefficients.push_back(particle_case.network.alpha * particle_case.network.beta /
                             double(particle_case.data.size()) * state.residuals[i] *
                             state.adjoint.states[state.trajectory.index(l, i)]);
    const auto phi = [&](double shift_w, double shift_b, std::size_t m) {
      // A grid whose axis holds the shifted coordinates.
      const double w = axis[m % 3] + shift_w, b = axis[m / 3] + shift_b;
      const bool same = w == b;
      NetworkIntegrals integrals(
          Activation::tanh,
          TensorGrid(2, same ? std::vector<double>{w, w + 1.}
                             : std::vector<double>{std::min(w, b), std::max(w, b)}));
      integrals.set_features(state.trajectory.features.data() + state.trajectory.index(l, 0),
                             particle_case.data.size(), 1.);
      const TensorGrid &grid = integrals.grid();
      AlignedVector values(grid.size());
      double *const pointer = values.data();
      integrals.potential(coefficients.data(), 1, 0, grid.n_rows, &pointer);
      const std::size_t row = same || b < w ? 0 : 1, place = same || w < b ? 0 : 1;
      return values[row * grid.row_length + place];
    };
    for (std::size_t m = 0; m < 9; ++m) {
      const double u = start.values[l][m];
      const double by_w =
          test::extrapolated_derivative([&](double h) { return phi(h, 0., m); }, 0.05);
      const double by_b =
          test::extrapolated_derivative([&](double h) { return phi(0., h, m); }, 0.05);
      EXPECT_NEAR(gradient[l][m], phi(0., 0., m), 1e-15);
      EXPECT_NEAR(gradient[l][layout.stride() + m], u * by_w, 1e-9);
      EXPECT_NEAR(gradient[l][2 * layout.stride() + m], u * by_b, 1e-9);
    }
  }
}

TEST(ParticleTraining, GivesTheSameBitsForAnyNumberOfThreads) {
  for (const TrainingMethod method :
       {TrainingMethod::gradient_flow, TrainingMethod::gradient_descent}) {
    ParticleCase particle_case;
    particle_case.data = test::wavy_data(2, 40);
    particle_case.particles.neurons = 3001;
    particle_case.particles.head_neurons = 5000;
    particle_case.depth_nodes = 3;
    particle_case.training.method = method;
    particle_case.training.learning_rate = 0.1;
    std::vector<ParticleList> weights;
    std::vector<std::vector<double>> predictions;
    for (const unsigned int threads : {1u, 2u, 3u}) {
      set_number_of_threads(threads);
      ParticleTraining training = particle_case.train();
      advance(training, 0.5);
      weights.push_back(training.particles().values);
      predictions.push_back(training.state().predictions);
    }
    set_number_of_threads(1);
    for (std::size_t k = 1; k < weights.size(); ++k) {
      EXPECT_TRUE(weights[k] == weights[0]);
      EXPECT_EQ(predictions[k], predictions[0]);
    }
  }
}

TEST(ParticleTraining, ATooLargeLearningRateIsNamed) {
  ParticleCase particle_case;
  particle_case.network.activation = Activation::softplus;
  particle_case.training.method = TrainingMethod::gradient_descent;
  particle_case.training.learning_rate = 1e200;
  ParticleTraining training = particle_case.train();
  const std::string message = test::message_of<RunError>([&] { advance(training, 1e203); });
  test::expect_contains(message, "t = ");
  test::expect_contains(message, "not finite");
}

} // namespace
} // namespace rhoflow
