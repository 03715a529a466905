// SPDX-License-Identifier: Apache-2.0
#include "run/training_program.h"

#include "base/threads.h"
#include "run/program_frame.h"

#include <filesystem>
#include <iostream>

namespace rhoflow {

ExitStatus run_training_program(const CommandLine &command_line, const Communicator &communicator,
                                const TrainingProgram &program) {
  Parameters parameters;
  const auto file = read_parameters(command_line, parameters);
  if (command_line.print_parameters) {
    if (communicator.is_root())
      file->print(std::cout);
    return ExitStatus::done;
  }
  set_number_of_threads(command_line.threads, communicator.processes_on_this_machine());
  const std::string directory =
      std::filesystem::path(command_line.parameter_file).parent_path().string();
  const RunData data = make_run_data(parameters, *file, directory);
  program.check(parameters, data.training.dimension);
  if (!command_line.validate)
    program.train(parameters, *file, data);
  else if (!command_line.quiet && communicator.is_root())
    std::cout << "input is valid\nsamples             " << data.training.size() << " with "
              << data.training.dimension << " input(s)\n"
              << program.describe(parameters, data.training) << lines_of(data.remarks);
  return ExitStatus::done;
}

} // namespace rhoflow
