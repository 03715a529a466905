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

/// What a program that trains in one process does with its input.
struct SingleProcessTraining {
  /// @throws InputError if the parameters do not fit data of @p dimension inputs
  std::function<void(const Parameters &, unsigned int dimension)> check;
  /// The lines of --validate on the size of a run.
  std::function<std::string(const Parameters &, const DataSet &)> describe;
  /// @param file that refers to the parameters
  std::function<void(Parameters &, ParameterFile &file, const RunData &)> train;
};

/// Reads the input of @p command_line, checks it, and trains, or answers --print-parameters or
/// --validate. @throws InputError for several processes, and as the parts do
ExitStatus run_single_process(const CommandLine &command_line, const Communicator &communicator,
                              const SingleProcessTraining &training);

} // namespace rhoflow
