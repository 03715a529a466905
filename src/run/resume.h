#pragma once

#include "checkpoint/density_checkpoint.h"
#include "checkpoint/particle_checkpoint.h"
#include "parameters/parameter_file.h"
#include "statistics/statistics.h"

#include <string>
#include <vector>

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

/// Removes from statistics.csv at @p path what came after @p time and returns the rest.
/// @throws InputError if the file is missing or is not such a table
std::vector<Statistics> resume_statistics(const std::string &path, double time);

/// Removes from a csv file, whose lines are ordered by a column "time", those after @p time.
/// @throws InputError if the file is missing or malformed
void cut_table(const std::string &path, double time);

} // namespace rhoflow
