// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checkpoint/run_checkpoint.h"
#include "points/point_training.h"
#include "rhoflow/time/training_progress.h"

#include <string>

namespace rhoflow {

/// Everything in the checkpoint of a run on points but the points.
struct PointCheckpoint : RunCheckpoint {
  TrainingProgress training; ///< as PointTraining::snapshot() gives it
};

/// FOLDER/checkpoint/points.h5.
std::string point_checkpoint_path(const std::string &folder);

/// Writes the points of @p training, with the logarithms of their densities, and @p content, whose
/// members data, training and loss this function fills itself, to point_checkpoint_path(@p folder):
/// under another name, flushed, read again, renamed, as write_checkpoint() does. The first process
/// writes, to which the others send one array at a time. Collective.
/// @throws RunError naming the file
void write_checkpoint(const std::string &folder, const PointTraining &training,
                      PointCheckpoint content);

/// Reads a checkpoint within isolate(), checks sizes and values.
/// @throws InputError naming file and problem
PointCheckpoint read_point_checkpoint(const std::string &path);

/// Takes @p training, which starts as the run did, to where @p checkpoint, which
/// read_point_checkpoint() read from @p path, was written, by any number of processes. Collective.
/// @throws InputError naming file and problem if its points are not there or of another number
void restore(const std::string &path, const PointCheckpoint &checkpoint, PointTraining &training);

} // namespace rhoflow
