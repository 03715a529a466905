// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checkpoint/run_checkpoint.h"
#include "particles/particle_training.h"
#include "rhoflow/time/training_progress.h"

#include <string>

namespace rhoflow {

/// Everything in the checkpoint of a finite network but the weights. The network itself is that of
/// the parameters.
struct ParticleCheckpoint : RunCheckpoint {
  TrainingProgress training;
};

/// FOLDER/checkpoint/particles.h5.
std::string particle_checkpoint_path(const std::string &folder);

/// Writes the weights of @p training with @p content, whose members data, training and loss this
/// function fills itself, to particle_checkpoint_path(@p folder): under another name, flushed, read
/// again, renamed, as write_checkpoint() does.
/// @throws RunError naming the file
void write_checkpoint(const std::string &folder, const ParticleTraining &training,
                      ParticleCheckpoint content);

/// Reads a checkpoint within isolate(), checks sizes and values.
/// @throws InputError naming file and problem
ParticleCheckpoint read_particle_checkpoint(const std::string &path);

/// The weights of ensemble @p index of @p particles, layers first, then the head, padded.
/// @throws InputError naming file and problem if they are not there or of another size
AlignedVector read_checkpoint_ensemble(const std::string &path, const Particles &particles,
                                       std::size_t index);

} // namespace rhoflow
