// SPDX-License-Identifier: Apache-2.0
// Problem: an observer with a state that the checkpoint's format has no entry for. What it saves
// comes back under its name, and a file without such states has no trace of them.

#include "checkpoint/checkpoint_file.h"
#include "checkpoint/run_content.h"

#include "temporary_folder.h"

#include <gtest/gtest.h>

namespace rhoflow {
namespace {

constexpr const char *schema = "test checkpoint";

RunCheckpoint sample_run() {
  RunCheckpoint run;
  run.generator = "test";
  run.data.inputs = {-1., 0.5};
  run.data.labels = {0.25, 0.75};
  run.n_outputs = 3;
  run.observers["field_outputs"] = {2.};
  return run;
}

/// Writes @p run and reads it again.
RunCheckpoint round_trip(const RunCheckpoint &run) {
  const test::TemporaryFolder folder;
  const std::string path = folder.path("checkpoint.h5");
  TrainingProgress progress;
  progress.time = 1.5;
  progress.proposed_step = 0.125;
  progress.first_features = {1., 2., 3., 4.}; // two layers of two samples
  CheckpointFile file(path);
  write_run(file.writer(), schema, 1, run, progress, 2);
  file.finish({});

  const CheckpointContent content(path, schema, 1, with_run({}));
  RunCheckpoint result;
  TrainingProgress read;
  read_run(content, 1, result, read);
  EXPECT_EQ(read.time, progress.time);
  EXPECT_EQ(read.first_features, progress.first_features);
  return result;
}

TEST(RunContent, StatesOfAnyObserverComeBack) {
  RunCheckpoint run = sample_run();
  run.observers["curve"] = {0.1, -2e300, 3.};
  run.observers["single"] = {1. / 3.};
  EXPECT_EQ(round_trip(run).observers, run.observers);
}

TEST(RunContent, AFileWithoutOtherStatesHasNone) {
  EXPECT_EQ(round_trip(sample_run()).observers, sample_run().observers);
}

} // namespace
} // namespace rhoflow
