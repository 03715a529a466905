// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parameters/command_options.h"

#include <functional>
#include <string>

namespace rhoflow {

/// A program that works on finished runs.
struct Tool {
  std::string name;
  std::string summary; ///< what --help says first
  /// Declares options and arguments; --help and --version are there already.
  std::function<void(CommandOptions &)> declare;
  /// What the program does once its command line is read.
  std::function<void()> action;
  /// Whether several processes may do it together; MPI runs then if a launcher started them.
  bool takes_processes = false;
};

/// Declares --threads, as all such programs have it. @param threads 0: all cores
void add_threads_option(CommandOptions &command, unsigned int &threads);

/// Says on standard error that the run in @p folder was killed, if it was.
void warn_of_killed_run(const std::string &program, const std::string &folder);

/// The frame of such programs: reads the command line, refuses to be started by mpirun
/// unless the tool takes processes, runs the action, and turns what it throws into one line on
/// standard error and the exit status. Never throws.
int run_tool(int argc, char **argv, const Tool &tool);

} // namespace rhoflow
