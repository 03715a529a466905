// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checkpoint/density_checkpoint.h"
#include "checkpoint/particle_checkpoint.h"
#include "checkpoint/point_checkpoint.h"
#include "parameters/parameter_file.h"
#include "rhoflow/time/time_parameters.h"

#include <string>

namespace rhoflow {

/// All parameters as a checkpoint keeps them, lines "Section/Key = value".
std::string parameter_lines(const ParameterFile &file);

/// A checkpoint from which a run goes on.
template <typename Content>
struct FoundCheckpoint {
  std::string path;
  Content content;
  std::string skipped; ///< what is to be said of a newer one that is damaged; empty: there is none
};

/// The newest undamaged checkpoint in @p folder, if a run with these parameters and data can go on
/// from it.
///
/// All parameters but Time/End time, Time/Loss may rise, Particles/Cloud neurons and those of
/// Output have to be those of the checkpoint, and so have the samples. The end time lies behind it,
/// or is its time and the run was ended before it had written everything.
/// @throws InputError if there is none, if all are damaged, or if it is of another run, naming the
///         first key that differs
FoundCheckpoint<DensityCheckpoint> find_checkpoint(const std::string &folder,
                                                   const ParameterFile &file, const DataSet &data,
                                                   const TimeParameters &time);
/// The same for points.
FoundCheckpoint<PointCheckpoint> find_point_checkpoint(const std::string &folder,
                                                       const ParameterFile &file,
                                                       const DataSet &data,
                                                       const TimeParameters &time);
/// The same for a finite network.
FoundCheckpoint<ParticleCheckpoint> find_particle_checkpoint(const std::string &folder,
                                                             const ParameterFile &file,
                                                             const DataSet &data,
                                                             const TimeParameters &time);

} // namespace rhoflow
