// SPDX-License-Identifier: Apache-2.0
#include "tools/tool_frame.h"

#include "base/environment_check.h"
#include "base/exit_status.h"
#include "base/launcher.h"
#include "base/mpi_session.h"
#include "base/standard_output.h"
#include "observers/recorded_run.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/quoted_text.h"

#include <iostream>
#include <optional>

namespace rhoflow {

namespace {

int fail(const Tool &tool, const std::string &message, ExitStatus status) {
  std::cerr << tool.name << ": " << one_line(message) << '\n';
  return static_cast<int>(status);
}

/// The status with which the program ends at once; none: it goes on.
std::optional<int> parse(int argc, char **argv, const Tool &tool) {
  CommandOptions command(tool.name, tool.summary);
  tool.declare(command);
  if (const std::optional<ExitStatus> status = command.parse(argc, argv))
    return static_cast<int>(*status);
  if (const Launch launch = find_launch(); launch.size > 1 && !tool.takes_processes) {
    if (launch.rank > 0) // one process speaks for all
      return static_cast<int>(ExitStatus::bad_input);
    return fail(tool,
                "mpirun: " + std::to_string(launch.size) +
                    " processes; this program takes one, use --threads",
                ExitStatus::bad_input);
  }
  return {};
}

} // namespace

void add_threads_option(CommandOptions &command, unsigned int &threads) {
  command.add({"--threads", &threads, "N", "Number of threads; 0, the default: all cores"});
}

void warn_of_killed_run(const std::string &program, const std::string &folder) {
  if (const std::string killed = describe_killed_run(folder); !killed.empty())
    std::cerr << program << ": warning: " << folder << ": " << killed
              << "; what follows is of its last checkpoint or state\n";
}

int run_tool(int argc, char **argv, const Tool &tool) {
  check_environment();
  try {
    if (const std::optional<int> status = parse(argc, argv, tool))
      return *status;
    outlive_readers_of_output();
    std::optional<MpiSession> session;
    if (tool.takes_processes)
      session.emplace(argc, argv);
    tool.action();
    flush_standard_output();
    return static_cast<int>(ExitStatus::done);
  } catch (const InputError &error) {
    return fail(tool, error.what(), ExitStatus::bad_input);
  } catch (const std::bad_alloc &) {
    return fail(tool, "out of memory", ExitStatus::run_failed);
  } catch (const std::exception &error) {
    return fail(tool, error.what(), ExitStatus::run_failed);
  }
}

} // namespace rhoflow
