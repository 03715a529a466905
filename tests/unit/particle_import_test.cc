// SPDX-License-Identifier: Apache-2.0
// A network that was written and read back predicts what the original predicts.
#include "../expect_error.h"
#include "../particle_case.h"
#include "../temporary_folder.h"

#include "particles/exchange/particle_export.h"
#include "particles/exchange/particle_import.h"
#include "rhoflow/base/errors.h"

#include <gtest/gtest.h>

namespace rhoflow {
namespace {

/// Trains a little, so that nothing is symmetric, and writes start and end.
ParticleTraining write_training(const test::ParticleCase &problem, const std::string &path) {
  ParticleTraining training = problem.train();
  ParticleWriter writer(path, export_header(training, problem.rule, problem.depth_nodes),
                        problem.data.inputs, problem.data.labels);
  writer.append(export_state(training));
  training.step(0.1);
  writer.append(export_state(training));
  writer.close();
  return training;
}

void expect_same_predictions(const test::ParticleCase &problem) {
  const test::TemporaryFolder folder;
  const ParticleTraining training = write_training(problem, folder.path("particles.h5"));
  const ParticleReader reader(folder.path("particles.h5"));
  const ImportedNetwork imported = import_network(reader, 1);
  // The training's last solve started from the features of the stage before.
  const std::vector<double> fitted = imported.predict(problem.data.inputs);
  for (std::size_t i = 0; i < fitted.size(); ++i)
    EXPECT_DOUBLE_EQ(fitted[i], training.state().predictions.at(i));
  const std::vector<double> elsewhere = test::wavy_data(problem.data.dimension, 9).inputs;
  const std::vector<double> predictions = imported.predict(elsewhere);
  EXPECT_EQ(predictions, training.network().predict(training.particles(),
                                                    training.particles().values, elsewhere));
  EXPECT_NE(import_network(reader, 0).predict(elsewhere), predictions);
}

TEST(ParticleImport, PredictsAsTheNetworkThatWasWritten) {
  test::ParticleCase problem;
  problem.data = test::wavy_data(2, 5);
  expect_same_predictions(problem);
}

TEST(ParticleImport, KnowsFixedHeadsAndGaussPoints) {
  test::ParticleCase problem;
  problem.network.head = HeadType::fixed;
  problem.network.head_vector = {0.7};
  problem.network.activation = Activation::softplus;
  problem.rule = DepthRule::gauss;
  problem.depth_nodes = 3;
  problem.intervals = 2;
  expect_same_predictions(problem);
}

TEST(ParticleImport, RefusesLayersOfUnequalDepth) {
  const test::TemporaryFolder folder;
  test::ParticleCase problem;
  const ParticleTraining training = problem.train();
  ParticleHeader header = export_header(training, problem.rule, 1);
  header.depth_weights[2] += 0.01; // the layers still follow each other
  header.depth_weights[3] -= 0.01;
  header.depths[3] += 0.01;
  const std::string path = folder.path("uneven.h5");
  ParticleWriter writer(path, header, problem.data.inputs, problem.data.labels);
  writer.append(export_state(training));
  writer.close();
  const ParticleReader reader(path);
  test::expect_contains(test::message_of<InputError>([&] { import_network(reader, 0); }),
                        "uneven.h5: 'depths'");
  EXPECT_FALSE(can_be_evaluated(reader.header()));
}

} // namespace
} // namespace rhoflow
