// SPDX-License-Identifier: Apache-2.0
// Problem: steps of a finite network that cannot succeed, whether the weights, the forward solve,
// the loss or the step control fail. Exact answer: RunError, and the training is, to the bit, what
// the last accepted step left: it can be read, written to a checkpoint and tried again.

#include "rhoflow/base/errors.h"

#include "expect_error.h"
#include "particle_case.h"

#include <gtest/gtest.h>

namespace rhoflow {
namespace {

using test::ParticleCase;

/// Everything that a training says of itself, apart from seconds and rejected steps.
struct Remembered {
  ParticleList values;
  TrainingProgress progress;
  std::vector<double> features, adjoint, predictions;
  double loss, time;
  ParticleList gradient;

  explicit Remembered(const ParticleTraining &training)
      : values(training.particles().values), progress(training.snapshot()),
        features(training.state().trajectory.features), adjoint(training.state().final_adjoint),
        predictions(training.state().predictions), loss(training.state().loss),
        time(training.time()), gradient(training.gradient()) {}
};

void expect_same(const Remembered &found, const Remembered &expected) {
  EXPECT_TRUE(found.values == expected.values);
  EXPECT_EQ(found.time, expected.time);
  EXPECT_EQ(found.progress.time, expected.progress.time);
  EXPECT_EQ(found.progress.last_step, expected.progress.last_step);
  EXPECT_EQ(found.progress.proposed_step, expected.progress.proposed_step);
  EXPECT_EQ(found.progress.n_steps, expected.progress.n_steps);
  EXPECT_EQ(found.progress.first_features, expected.progress.first_features);
  EXPECT_EQ(found.features, expected.features);
  EXPECT_EQ(found.adjoint, expected.adjoint);
  EXPECT_EQ(found.predictions, expected.predictions);
  EXPECT_EQ(found.loss, expected.loss);
  EXPECT_TRUE(found.gradient == expected.gradient);
}

/// Steps until one fails, which has to be behind @p least_steps good ones, and checks what it
/// leaves; then once more.
void expect_failure_leaves_the_last_step(ParticleTraining training, double target,
                                         unsigned long least_steps, const std::string &part) {
  Remembered last(training);
  const std::string message = test::message_of<RunError>([&] {
    while (training.time() < target) {
      training.step(target);
      last = Remembered(training);
    }
  });
  test::expect_contains(message, part);
  EXPECT_GE(training.n_steps(), least_steps);
  expect_same(Remembered(training), last);
  EXPECT_EQ(test::message_of<RunError>([&] { training.step(target); }), message);
  expect_same(Remembered(training), last);
}

ParticleCase descent(double rate) {
  ParticleCase particle_case;
  particle_case.training.method = TrainingMethod::gradient_descent;
  particle_case.training.learning_rate = rate;
  return particle_case;
}

TEST(ParticleFailure, DescentToWeightsThatAreNotFinite) {
  ParticleCase particle_case = descent(1e200);
  particle_case.network.activation = Activation::softplus;
  expect_failure_leaves_the_last_step(particle_case.train(), 1e203, 0, "the weights of the");
}

// The weights stay finite, but their network has no finite loss.
TEST(ParticleFailure, DescentToALossThatIsNotFinite) {
  ParticleCase particle_case = descent(1e153);
  particle_case.network.activation = Activation::softplus;
  expect_failure_leaves_the_last_step(particle_case.train(), 1e156, 0, "not finite");
}

/// Strong blocks whose outer weights are small: Newton's method succeeds until they have grown.
ParticleTraining overstraining(ParticleCase particle_case) {
  particle_case.rule = DepthRule::gauss;
  particle_case.depth_nodes = 4;
  particle_case.network.alpha = 200.;
  Particles start = particle_case.make();
  for (std::size_t l = 0; l < start.n_layers; ++l)
    for (std::size_t m = 0; m < start.layer.layout.n_particles; ++m)
      start.values[l][m] *= 1e-3;
  return particle_case.train(std::move(start));
}

TEST(ParticleFailure, DescentToAForwardSolveThatFails) {
  expect_failure_leaves_the_last_step(overstraining(descent(0.01)), 500., 1, "forward solve");
}

TEST(ParticleFailure, FlowToAForwardSolveThatFails) {
  ParticleCase particle_case;
  particle_case.training.tolerance = 0.1;
  expect_failure_leaves_the_last_step(overstraining(particle_case), 500., 1, "forward solve");
}

TEST(ParticleFailure, AFlowOfWhichNoStepIsShortEnough) {
  ParticleCase particle_case;
  particle_case.training.tolerance = 1e-300;
  expect_failure_leaves_the_last_step(particle_case.train(), 1., 0, "no step size");
}

// Weights that are not trained are the same in all registers, also behind a failure.
TEST(ParticleFailure, TheHeadAloneGoesOnBehindAFailure) {
  ParticleCase particle_case = descent(1e200);
  particle_case.network.activation = Activation::softplus;
  particle_case.network.train = TrainedPart::head;
  expect_failure_leaves_the_last_step(particle_case.train(), 1e203, 0, "not finite");
}

} // namespace
} // namespace rhoflow
