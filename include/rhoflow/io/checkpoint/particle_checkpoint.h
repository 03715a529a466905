#pragma once

#include "rhoflow/data/data_set.h"
#include "rhoflow/particles/particle_training.h"
#include "rhoflow/particles/training_snapshot.h"

#include <string>

namespace rhoflow {

/// Everything in the checkpoint of a finite network but the weights. The network itself is that of
/// the parameters.
struct ParticleCheckpoint {
  std::string generator;  ///< "rhoflow 0.1.0"
  std::string parameters; ///< all parameters of the run, lines "Section/Key = value"
  DataSet data;
  TrainingSnapshot training;
  double loss = 0.;
  double wall_time = 0.; ///< seconds so far
  unsigned int n_outputs = 0, n_field_outputs = 0;
};

/// FOLDER/checkpoint/particles.h5.
std::string particle_checkpoint_path(const std::string &folder);

/// Writes the weights of @p training with @p content, whose members data, training and loss this
/// function fills itself, to particle_checkpoint_path(@p folder): under another name, flushed, read
/// again, renamed, as write_checkpoint() does.
/// @throws RunError naming the file
void write_particle_checkpoint(const std::string &folder, const ParticleTraining &training,
                               ParticleCheckpoint content);

/// Reads a checkpoint within isolate(), checks sizes and values.
/// @throws InputError naming file and problem
ParticleCheckpoint read_particle_checkpoint(const std::string &path);

/// The weights of ensemble @p index of @p particles, layers first, then the head, padded.
/// @throws InputError naming file and problem if they are not there or of another size
AlignedVector read_checkpoint_ensemble(const std::string &path, const Particles &particles,
                                       std::size_t index);

} // namespace rhoflow
