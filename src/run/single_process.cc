// SPDX-License-Identifier: Apache-2.0
#include "run/single_process.h"

#include "base/threads.h"
#include "rhoflow/base/errors.h"
#include "run/program_frame.h"

#include <filesystem>
#include <iostream>

namespace rhoflow {

ExitStatus run_single_process(const CommandLine &command_line, const Communicator &communicator,
                              const SingleProcessTraining &training) {
  if (communicator.size() > 1)
    throw InputError("mpirun: " + std::to_string(communicator.size()) +
                     " processes; this program takes one, use --threads");
  Parameters parameters;
  const auto file = read_parameters(command_line, parameters);
  if (command_line.print_parameters) {
    file->print(std::cout);
    return ExitStatus::done;
  }
  set_number_of_threads(command_line.threads);
  const std::string directory =
      std::filesystem::path(command_line.parameter_file).parent_path().string();
  const RunData data = make_run_data(parameters, *file, directory);
  training.check(parameters, data.training.dimension);
  if (!command_line.validate)
    training.train(parameters, *file, data);
  else if (!command_line.quiet)
    std::cout << "input is valid\nsamples             " << data.training.size() << " with "
              << data.training.dimension << " input(s)\n"
              << training.describe(parameters, data.training) << lines_of(data.remarks);
  return ExitStatus::done;
}

} // namespace rhoflow
