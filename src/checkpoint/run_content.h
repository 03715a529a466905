// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checkpoint/checkpoint_content.h"
#include "checkpoint/run_checkpoint.h"
#include "hdf5/hdf5_writer.h"
#include "rhoflow/time/training_progress.h"

namespace rhoflow {

/// Writes what checkpoints of densities and of finite networks have in common, with the attributes
/// `schema` and `version`.
/// @param n_layers depth nodes or layers, the first extent of the features
void write_run(Hdf5Writer &file, const std::string &schema, unsigned int version,
               const RunCheckpoint &run, const TrainingProgress &progress, std::size_t n_layers);

/// @p own and all that write_run() has written.
Hdf5Selection with_run(Hdf5Selection own);

/// Reads it into @p run and @p progress.
/// @throws InputError naming file and entry if there are more inputs than @p most_inputs, or a
///         value is out of range
void read_run(const CheckpointContent &file, unsigned int most_inputs, RunCheckpoint &run,
              TrainingProgress &progress);

} // namespace rhoflow
