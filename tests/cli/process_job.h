// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run_command.h"

namespace rhoflow::test {

/// The option with which every process of a job is started, followed by a file.
inline const std::string job_option = "--job";

/// Runs `program arguments` quietly for each of @p runs, one after the other in the same
/// @p processes processes of one thread: rhoflow, or the program with the path @p program, where
/// run_with() starts processes for a single run. To start one takes longer than most runs of tests.
/// The status is the largest of the runs.
CommandResult run_job(const TemporaryFolder &folder, unsigned int processes,
                      const std::vector<std::string> &runs, const std::string &program = "");

/// What each of these processes does: runs the program in the first line of @p file with the
/// arguments in the others. @returns the status
int run_as_part_of_job(const std::string &file);

} // namespace rhoflow::test
