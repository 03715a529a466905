// SPDX-License-Identifier: Apache-2.0
// Problem: a density at any weights, traced back to its start along the characteristics of a
// recorded flow.
// Known: with a constant activation it is a Gaussian in closed form (model, section 5); in general
// its mass is one, an odd activation keeps it even, and the way back ends where the way began.

#include "../point_case.h"
#include "base/threads.h"
#include "characteristics/residual_scale.h"
#include "evaluation/mass_check.h"
#include "evaluation/recorded_density.h"

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <gtest/gtest.h>

#include <cmath>

namespace rhoflow {
namespace {

constexpr double label_offset = 1.5; ///< c of y = x + c

/// The mean of u at @p time: without regulariser (m0 - c) e^{-t} + c, with lambda = 1 as section 5
/// has it.
double gaussian_mean(double time, double start, bool regularised) {
  if (!regularised)
    return label_offset + (start - label_offset) * std::exp(-time);
  const double integral = boost::math::quadrature::gauss_kronrod<double, 31>::integrate(
      [](double v) { return std::exp(v - 2. * std::exp(-v)); }, 0., time, 10, 1e-14);
  return std::exp(-time + 2. * std::exp(-time)) * (std::exp(-2.) * start + label_offset * integral);
}

/// ln of the Gaussian that the start N(mean, variance) becomes: the mean of u is known, everything
/// else shrinks by l(t).
double gaussian_log_density(const GaussianComponent &start, const double *point, double time,
                            bool regularised) {
  const double l = regularised ? std::exp(-2. * (1. - std::exp(-time))) : 1.;
  double sum = 0.;
  for (unsigned int c = 0; c < 3; ++c) {
    const double mean =
        c == 0 ? gaussian_mean(time, start.mean[0], regularised) : l * start.mean[c];
    sum += log_gaussian(point[c], mean, l * l * start.variance[c]);
  }
  return sum;
}

/// Two samples, a fixed head c = 1 and a constant activation, not recorded yet.
FlowHistory constant_history(bool regularised) {
  FlowHistory history;
  HistorySetting &setting = history.setting;
  setting.network.activation = Activation::constant;
  setting.network.head = HeadType::fixed;
  setting.regularization = regularised ? 1. : 0.;
  setting.depth.nodes = 3;
  setting.data.inputs = {-1., 0.5};
  setting.data.labels = {-1. + label_offset, 0.5 + label_offset};
  setting.encoder_start = {{1., {0.3, -0.2, 0.1}, {1., 0.5, 2.}}};
  return history;
}

/// Weights around the origin, [point][component].
std::vector<double> weights_around_zero(unsigned int n_components, std::size_t n = 37) {
  std::vector<double> points;
  for (std::size_t i = 0; i < n * n_components; ++i)
    points.push_back(2.5 * std::sin(1. + 1.7 * double(i) + 0.01 * double(i * i)));
  return points;
}

void expect_the_gaussian(const FlowHistory &history, bool regularised, double accuracy) {
  const std::vector<double> points = weights_around_zero(3);
  for (const double depth : {0., 0.3, 1.}) {
    const RecordedDensity density(history, false, depth, 1e-12);
    for (const double time : {0., 0.37, density.end_time()}) {
      const std::vector<double> found = density.log_density(points, time);
      for (std::size_t m = 0; m < found.size(); ++m)
        EXPECT_NEAR(found[m],
                    gaussian_log_density(history.setting.encoder_start[0], points.data() + 3 * m,
                                         time, regularised),
                    accuracy * (1. + std::abs(found[m])))
            << "s = " << depth << ", t = " << time;
    }
  }
}

TEST(RecordedDensity, IsTheGaussianOfAConstantActivation) {
  for (const bool regularised : {false, true}) {
    FlowHistory history = constant_history(regularised);
    for (unsigned long step = 0; step <= 80; ++step) {
      const double time = 0.025 * double(step),
                   residual = gaussian_mean(time, 0.3, regularised) - label_offset;
      HistorySample sample;
      sample.step = step;
      sample.time = time;
      sample.scale = std::abs(residual);
      sample.features.assign(6, 0.);
      sample.final_features.assign(2, 0.);
      sample.encoder_coefficients.assign(6, residual / 2.);
      history.samples.push_back(sample);
    }
    expect_the_gaussian(history, regularised, 1e-10);
  }
}

/// The history of a run on points.
FlowHistory record_run(const test::PointCase &point_case, double end) {
  PointTraining training = point_case.train();
  FlowHistory history;
  HistorySetting &setting = history.setting;
  setting.network = point_case.network;
  setting.regularization = point_case.lambda;
  setting.depth.rule = point_case.rule;
  setting.depth.nodes = point_case.depth_nodes;
  setting.data = point_case.data;
  setting.encoder_start = point_case.start().mixture(false);
  if (point_case.trained_head())
    setting.head_start = point_case.start().mixture(true);
  ResidualScale scale;
  const auto add = [&] {
    std::vector<HistorySample> shifts;
    for (const ParticleTraining &shift : training.shifts())
      shifts.push_back(history_sample(point_case.network, shift.state()));
    HistorySample sample = mean_sample(shifts);
    sample.step = training.n_steps();
    sample.time = training.time();
    sample.scale = scale.of(training.loss());
    history.samples.push_back(sample);
  };
  add();
  while (training.time() < end) {
    training.step(end);
    add();
  }
  return history;
}

TEST(RecordedDensity, OfARunWithAConstantActivationIsThatGaussian) {
  for (const bool regularised : {false, true}) {
    const FlowHistory constant = constant_history(regularised);
    test::PointCase point_case(constant.setting.data);
    point_case.network = constant.setting.network;
    point_case.depth_nodes = constant.setting.depth.nodes;
    point_case.points.number = 1024; // of fewer the mean is not exact
    point_case.points.shifts = 2;
    point_case.lambda = constant.setting.regularization;
    point_case.tolerance = 1e-12;
    point_case.weights.initial_mean = {0.3, -0.2, 0.1};
    point_case.weights.initial_variance = {1., 0.5, 2.};
    expect_the_gaussian(record_run(point_case, 1.), regularised, 1e-10);
  }
}

/// Six samples of a sine.
test::PointCase recorded_sine() {
  DataSet data;
  for (int i = 0; i < 6; ++i) {
    data.inputs.push_back(-1. + 0.4 * i);
    data.labels.push_back(std::sin(3. * data.inputs.back()));
  }
  test::PointCase point_case(data);
  point_case.points.number = 512;
  point_case.points.shifts = 2;
  point_case.network.beta = 3.;
  return point_case;
}

/// The mass was off by at most 2e-12, with the tolerance 1e-9 by 1.6e-9.
TEST(RecordedDensity, HasTheMassOne) {
  const FlowHistory history = record_run(recorded_sine(), 4.);
  for (const bool head : {false, true}) {
    const RecordedDensity density(history, head, 0.4, 1e-12);
    for (const double time : {0., 0.5, 4.}) {
      const ShiftMean mass = measure_mass(density, time, {256, 3});
      EXPECT_NEAR(mass.value, 1., 1e-10) << head << " at t = " << time;
      EXPECT_LT(mass.error, 1e-10);
    }
  }
}

TEST(RecordedDensity, HasTheMassOneOfAMixtureAndWithARegulariser) {
  test::PointCase point_case = recorded_sine();
  point_case.lambda = 0.5;
  point_case.weights.initial_density = InitialDensity::gaussian_mixture;
  point_case.weights.initial_mixture = "0.5 : -1, 0, 0.5 : 0.5, 1, 1 ; 1.5 : 1, 0, 0 : 1.2, 0.7, 1";
  point_case.weights.head_initial_mixture = "1 : 0 : 1";
  const RecordedDensity density(record_run(point_case, 1.), false, 0.7, 1e-9);
  ASSERT_EQ(density.start().size(), 2u);
  EXPECT_NEAR(measure_mass(density, 1., {128, 2}).value, 1., 1e-9);
}

/// The mass knows what is wrong with a density, here by large steps: 3.3e-3, 4.2e-5 and 5.7e-7.
TEST(RecordedDensity, TheMassShowsErrorsOfTheSteps) {
  const FlowHistory history = record_run(recorded_sine(), 4.);
  std::vector<double> errors;
  for (const double tolerance : {1e-2, 1e-4, 1e-6})
    errors.push_back(std::abs(
        measure_mass(RecordedDensity(history, true, 1., tolerance), 4., {256, 3}).value - 1.));
  EXPECT_GT(errors[0], 1e-5);
  EXPECT_LT(errors[1], 0.2 * errors[0]);
  EXPECT_LT(errors[2], 0.2 * errors[1]);
}

TEST(RecordedDensity, StaysEvenUnderTanh) {
  const FlowHistory history = record_run(recorded_sine(), 2.);
  for (const bool head : {false, true}) {
    const RecordedDensity density(history, head, 0.8, 1e-9);
    const std::vector<double> points = weights_around_zero(3);
    std::vector<double> opposite = points;
    for (double &value : opposite)
      value = -value;
    const std::vector<double> a = density.log_density(points, 2.),
                              b = density.log_density(opposite, 2.);
    for (std::size_t m = 0; m < a.size(); ++m)
      EXPECT_NEAR(a[m], b[m], 1e-10 * (1. + std::abs(a[m])));
  }
}

TEST(RecordedDensity, TheWayBackEndsWhereTheWayBegan) {
  const FlowHistory history = record_run(recorded_sine(), 2.);
  constexpr double tolerance = 1e-10;
  for (const bool head : {false, true}) {
    const RecordedDensity density(history, head, 0.5, tolerance);
    const std::vector<double> start = weights_around_zero(3, 300);
    std::vector<double> points = start;
    density.carry(points, 0.2, 1.9);
    double distance = 0.;
    for (std::size_t i = 0; i < points.size(); ++i)
      distance = std::max(distance, std::abs(points[i] - start[i]));
    EXPECT_GT(distance, 0.1);
    density.carry(points, 1.9, 0.2);
    for (std::size_t i = 0; i < points.size(); ++i)
      EXPECT_NEAR(points[i], start[i], 100. * tolerance);
  }
}

TEST(RecordedDensity, MovesAsItsVelocitySays) {
  const FlowHistory history = record_run(recorded_sine(), 1.);
  constexpr double time = 0.6, h = 1e-3;
  for (const bool head : {false, true}) {
    const RecordedDensity density(history, head, 0.5, 1e-12);
    const std::vector<double> points = weights_around_zero(3);
    std::vector<double> before = points, after = points;
    density.carry(before, time, time - h);
    density.carry(after, time, time + h);
    const RecordedDensity::Motion motion = density.motion(points, time);
    for (std::size_t i = 0; i < points.size(); ++i)
      EXPECT_NEAR((after[i] - before[i]) / (2. * h), motion.velocity[i], 1e-5);
  }
}

TEST(RecordedDensity, DoesNotDependOnTheThreads) {
  const FlowHistory history = record_run(recorded_sine(), 0.5);
  const RecordedDensity density(history, true, 1., 1e-8);
  std::vector<std::vector<double>> results;
  for (const unsigned int threads : {1, 2}) {
    set_number_of_threads(threads);
    results.push_back(density.log_density(weights_around_zero(3, 1000), 0.5));
  }
  set_number_of_threads(1);
  EXPECT_EQ(results[0], results[1]);
}

TEST(RecordedDensity, OfAPartThatIsNotTrainedIsItsStart) {
  test::PointCase point_case = recorded_sine();
  point_case.network.train = TrainedPart::head;
  const FlowHistory history = record_run(point_case, 0.5);
  const RecordedDensity density(history, false, 0.5, 1e-9);
  const std::vector<double> points = weights_around_zero(3),
                            found = density.log_density(points, 0.5);
  for (std::size_t m = 0; m < found.size(); ++m)
    EXPECT_EQ(found[m], log_density(density.start(), points.data() + 3 * m));
  for (const double velocity : density.motion(points, 0.5).velocity)
    EXPECT_EQ(velocity, 0.);
}

} // namespace
} // namespace rhoflow
