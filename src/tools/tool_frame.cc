// SPDX-License-Identifier: Apache-2.0
#include "tools/tool_frame.h"

#include "base/environment_check.h"
#include "base/exit_status.h"
#include "base/launcher.h"
#include "base/mpi_session.h"
#include "base/standard_output.h"
#include "base/version.h"
#include "observers/recorded_run.h"
#include "parameters/option_mistake.h"
#include "rhoflow/base/errors.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <optional>

namespace rhoflow {

namespace {

int fail(const Tool &tool, std::string message, ExitStatus status) {
  std::replace(message.begin(), message.end(), '\n', ' ');
  std::cerr << tool.name << ": " << message << '\n';
  return static_cast<int>(status);
}

/// The status with which the program ends at once; none: it goes on.
std::optional<int> parse(int argc, char **argv, const Tool &tool) {
  CLI::App app(tool.summary, tool.name);
  app.get_formatter()->column_width(34);
  tool.declare(app);
  app.set_help_flag("--help,-h", "Print this text");
  app.set_version_flag("--version", tool.name + ' ' + version() + " (" + git_revision() + ')',
                       "Print version and git revision");
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success &wish) { // --help or --version
    const int status = app.exit(wish, std::cout, std::cerr);
    flush_standard_output();
    return status;
  } catch (const CLI::ParseError &error) {
    return fail(tool, describe_mistake(app, error) + "; see " + tool.name + " --help",
                ExitStatus::bad_input);
  }
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

void add_threads_option(CLI::App &app, unsigned int &threads) {
  app.add_option("--threads", threads, "Number of threads; 0, the default: all cores")
      ->type_name("N");
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
