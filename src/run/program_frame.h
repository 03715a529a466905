// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/exit_status.h"
#include "parameters/parameter_file.h"
#include "rhoflow/base/communicator.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/run/parameters.h"
#include "run/command_line.h"

#include <functional>
#include <memory>
#include <string>

namespace rhoflow {

/// What a program does once its command line is read. Collective.
using ProgramAction = std::function<ExitStatus(const CommandLine &, const Communicator &)>;

/// What --help says of a program.
struct ProgramTitle {
  std::string name;
  std::string summary;            ///< one sentence
  std::string default_file = {};  ///< parameter file used when none is given; empty: one must be
  std::string folder_suffix = {}; ///< of the default folder, so that programs do not share one
  ProgramAction sweep = {};       ///< what it does with --sweep; empty: refuses it
};

/// The frame of every program: reads the command line, starts MPI, runs @p body and turns what it
/// throws into one line on standard error and the exit status. Never throws.
int run_in_frame(int argc, char **argv, const ProgramTitle &title, const ProgramAction &body);

/// Reads file and settings into @p parameters; the returned object prints and writes them.
/// @throws InputError as ParameterFile does
std::unique_ptr<ParameterFile> read_parameters(const CommandLine &command_line,
                                               Parameters &parameters);

/// The folder of the results: --output, or output/NAME with the name of the program that has a
/// default file, else of the parameter file or, without one, of the data file, and the suffix of
/// the program.
std::string result_folder_of(const CommandLine &command_line, const ProgramTitle &title);

} // namespace rhoflow
