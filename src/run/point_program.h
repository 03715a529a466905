// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/program_frame.h"

namespace rhoflow {

/// One run on points as the command line describes it.
/// @throws InputError if something is wrong with the input, before anything is written
/// @throws RunError if the run fails; the results so far stay
ExitStatus run_point_training(const CommandLine &command_line, const Communicator &communicator);

/// The program rhoflow-points.
const ProgramTitle &point_program();

/// Its whole life, as run_program() is that of the programs for densities: the same parameter
/// files, options and exit status. Never throws. @param sweep what it does with --sweep
int run_point_program(int argc, char **argv, const ProgramAction &sweep);

} // namespace rhoflow
