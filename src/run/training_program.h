// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/exit_status.h"
#include "parameters/parameter_file.h"
#include "rhoflow/base/communicator.h"
#include "rhoflow/run/parameters.h"
#include "run/command_line.h"
#include "run/run_data.h"

#include <functional>
#include <string>

namespace rhoflow {

/// What a program that trains points or finite networks does with its input.
struct TrainingProgram {
  /// @throws InputError if the parameters do not fit data of @p dimension inputs
  std::function<void(const Parameters &, unsigned int dimension)> check;
  /// The lines of --validate on the size of a run, which the first process prints.
  std::function<std::string(const Parameters &, const DataSet &)> describe;
  /// @param file that refers to the parameters
  std::function<void(Parameters &, ParameterFile &file, const RunData &)> train;
};

/// Reads the input of @p command_line, checks it, and trains, or answers --print-parameters or
/// --validate. Collective. @throws InputError as the parts do
ExitStatus run_training_program(const CommandLine &command_line, const Communicator &communicator,
                                const TrainingProgram &program);

} // namespace rhoflow
