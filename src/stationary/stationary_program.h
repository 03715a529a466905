// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace rhoflow {

class Communicator;
enum class ExitStatus : int;
struct CommandLine;

/// Finds the limits that a command line describes and writes them; also a run of a study.
/// Collective.
/// @throws InputError if something is wrong with the input, before anything is written
/// @throws RunError if no limit is found
ExitStatus find_limits(const CommandLine &command_line, const Communicator &communicator);

/// The main function of `rhoflow-stationary`: the limits of a flow with noise as time goes to
/// infinity, from the fixed point of their potentials, and the densities of the one of least free
/// energy as a run of densities would write them.
int run_stationary_program(int argc, char **argv);

} // namespace rhoflow
