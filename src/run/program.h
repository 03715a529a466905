// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_set.h"

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

namespace rhoflow {

class Communicator;
enum class ExitStatus : int;
struct CommandLine;
struct Parameters;
template <int dim>
struct FlowState;

/// Fresh samples and what the network makes of them at the end of a run.
struct TestResult {
  DataSet samples;                 ///< as make_test_set() draws them; may be empty
  std::vector<double> predictions; ///< one per sample
};

/// What distinguishes one program from another.
struct ProgramDescription {
  std::string name;    ///< also the default folder below output/
  std::string summary; ///< one sentence for --help
  std::string default_file =
      {}; ///< parameter file used when none is given; empty: one must be given
  /// Called after a run with one input that reached its end, for a closing report.
  std::function<void(const Parameters &, const FlowState<2> &, std::ostream &)> report = {};
  /// Called before anything is written, throws InputError if the program cannot treat the problem.
  std::function<void(const Parameters &)> check = {};
  /// Called after a run with two inputs that reached its end, for a closing report.
  std::function<void(const FlowState<3> &, const TestResult &, std::ostream &)> report_two_inputs =
      {};
};

/// One run of the density solver as the command line describes it.
/// @throws InputError if something is wrong with the input, before anything is written
/// @throws RunError if the run fails; the results so far stay
ExitStatus run_density_flow(const ProgramDescription &description, const CommandLine &command_line,
                            const Communicator &communicator);

/// The whole life of a program: command line, parameters, data, run, record, exit status.
///
/// Everything that can be wrong with the input is checked before anything is written; the answer is
/// one line on standard error and status 2. A run that fails answers with status 1 and leaves the
/// results so far. Never throws.
int run_program(int argc, char **argv, const ProgramDescription &description);

/// The program `rhoflow`, which runs any problem that a parameter file alone describes.
const ProgramDescription &general_program();

/// Its whole life. @param sweep what it does with --sweep
int run_general_program(
    int argc, char **argv,
    const std::function<ExitStatus(const CommandLine &, const Communicator &)> &sweep);

} // namespace rhoflow
