// SPDX-License-Identifier: Apache-2.0
#include "process_job.h"

#include "base/launcher.h"
#include "base/mpi_session.h"
#include "linked_program.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

namespace rhoflow::test {

CommandResult run_job(const TemporaryFolder &folder, unsigned int processes,
                      const std::vector<std::string> &runs, const std::string &program) {
  std::string lines = (program.empty() ? rhoflow_program : program) + '\n';
  for (const std::string &arguments : runs)
    lines += arguments + " --threads 1 --quiet\n";
  folder.write("runs", lines);
  return run_command(folder, "env",
                     "OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 mpirun "
                     "--oversubscribe -np " +
                         std::to_string(processes) + " " +
                         std::filesystem::read_symlink("/proc/self/exe").string() + ' ' +
                         job_option + " runs");
}

int run_as_part_of_job(const std::string &file) {
  int status = 0;
  {
    const MpiSession mpi(0, nullptr); // the runs find MPI running, which cannot be started twice
    std::ifstream lines(file);
    std::string program;
    std::getline(lines, program);
    for (std::string line; std::getline(lines, line);) {
      std::vector<std::string> words{program};
      split_into_words(line, words);
      status = std::max(status, call_main(main_function_of(program), words));
    }
  }
  // As on a busy machine: the process that has spoken ends last, and mpirun, which has seen the
  // others fail, stops it.
  if (status != 0 && find_launch().rank == 0)
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  return status;
}

} // namespace rhoflow::test
