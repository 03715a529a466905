#pragma once

#include "checkpoint/density_checkpoint.h"
#include "checkpoint/particle_checkpoint.h"
#include "parameters/parameter_file.h"

#include <string>

namespace rhoflow {

/// All parameters as a checkpoint keeps them, lines "Section/Key = value".
std::string parameter_lines(const ParameterFile &file);

/// The checkpoint in @p folder from which a run with these parameters and data goes on.
///
/// All parameters but Time/End time, Particles/Cloud neurons and those of Output have to be those
/// of the checkpoint, and so have the samples.
/// @throws InputError if there is none, if it is damaged or of another run, naming the first key
///         that differs, or if the end time does not lie behind it
DensityCheckpoint find_checkpoint(const std::string &folder, const ParameterFile &file,
                                  const DataSet &data, double end_time);
/// The same for a finite network.
ParticleCheckpoint find_particle_checkpoint(const std::string &folder, const ParameterFile &file,
                                            const DataSet &data, double end_time);

} // namespace rhoflow
