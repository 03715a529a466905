// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/exit_status.h"

#include <string>
#include <variant>
#include <vector>

namespace rhoflow {

/// What the user asked for on the command line; the same for every Rhoflow program.
struct CommandLine {
  std::string parameter_file;        ///< FILE, or the program's default file; may be empty together
                                     ///< with @ref print_parameters, @ref settings or @ref sweeps
  std::vector<std::string> settings; ///< `Section/Key=value`, in the order given, not yet checked
  std::vector<std::string> sweeps;   ///< --sweep, `Section/Key=value,...`, not yet checked
  std::string output_directory;      ///< --output; empty: the program chooses
  unsigned int threads = 0;          ///< --threads; 0 = one for every core
  bool validate = false;             ///< --validate: check the input, print the size, do not run
  bool print_parameters = false;     ///< --print-parameters: print them all, do not run
  bool quiet = false;                ///< --quiet: no progress, only errors
  bool resume = false;    ///< --resume: continue from the checkpoint in the output folder
  bool overwrite = false; ///< --overwrite: replace what other programs and people put there
};

/// Reads the command line `PROGRAM [options] [FILE]`.
///
/// @param program_name  the name of the program in the help text
/// @param summary       one line about what the program does, for the help text
/// @param default_file  the parameter file if the user names none; if empty, FILE is required
///                      except with --print-parameters, --set or --sweep
/// @param sweeps        whether the program makes several runs with --sweep; others say who does
/// @return the command line, or the status with which the program has to stop at once: done after
///         --help and --version (printed on the standard output), bad_input after a mistake (one
///         line on the standard error with the remedy)
std::variant<CommandLine, ExitStatus> parse_command_line(int argc, const char *const *argv,
                                                         const std::string &program_name,
                                                         const std::string &summary,
                                                         const std::string &default_file,
                                                         bool sweeps = false);

} // namespace rhoflow
