// SPDX-License-Identifier: Apache-2.0
#include "process_job.h"

#include "base/mpi_session.h"
#include "linked_program.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

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
  const MpiSession mpi(0, nullptr); // the runs find MPI running, which cannot be started twice
  std::ifstream lines(file);
  int status = 0;
  std::string program;
  std::getline(lines, program);
  for (std::string line; std::getline(lines, line);) {
    std::vector<std::string> words{program};
    split_into_words(line, words);
    status = std::max(status, call_main(main_function_of(program), words));
  }
  return status;
}

} // namespace rhoflow::test
