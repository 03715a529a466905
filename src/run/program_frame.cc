// SPDX-License-Identifier: Apache-2.0
#include "run/program_frame.h"

#include "base/environment_check.h"
#include "base/launcher.h"
#include "base/mpi_session.h"
#include "base/standard_output.h"
#include "base/stop_signals.h"
#include "parameters/parameter_syntax.h"
#include "rhoflow/base/quoted_text.h"

#include <filesystem>
#include <iostream>
#include <new>
#include <variant>

namespace rhoflow {

namespace {

/// @param program who speaks; empty: nobody
int fail(const std::string &program, const std::string &message, ExitStatus status) {
  if (!program.empty())
    std::cerr << program << ": " << one_line(message) << '\n';
  // This process has had its last word. mpirun sends SIGTERM to those of a job that still end
  // when the first of them has ended with an error.
  end_at_stop_signals("");
  return static_cast<int>(status);
}

} // namespace

int run_in_frame(int argc, char **argv, const ProgramTitle &title, const ProgramAction &body) {
  const std::string who_stops = find_launch().rank == 0 ? title.name : "";
  end_at_stop_signals(who_stops);
  check_environment();
  try {
    const auto parsed = parse_command_line(argc, argv, title.name, title.summary,
                                           title.default_file, bool(title.sweep));
    if (const ExitStatus *status = std::get_if<ExitStatus>(&parsed))
      return static_cast<int>(*status);
    const MpiSession mpi(argc, argv);
    end_at_stop_signals(who_stops); // the libraries that start with MPI have taken some back
    const Communicator communicator = Communicator::world();
    // All processes see the same errors; one of them says so.
    const std::string speaker = communicator.is_root() ? title.name : "";
    try {
      ExitStatus status = ExitStatus::done;
      communicator.agree([&] {
        const auto &command_line = std::get<CommandLine>(parsed);
        status = (command_line.sweeps.empty() ? body : title.sweep)(command_line, communicator);
        flush_standard_output();
      });
      return static_cast<int>(status);
    } catch (const InputError &error) {
      return fail(speaker, error.what(), ExitStatus::bad_input);
    } catch (const RunError &error) {
      return fail(speaker, error.what(), ExitStatus::run_failed);
    } catch (const std::bad_alloc &) {
      return fail(speaker, "out of memory; --validate shows how much a run needs",
                  ExitStatus::run_failed);
    }
  } catch (const InputError &error) {
    return fail(title.name, error.what(), ExitStatus::bad_input);
  } catch (const std::exception &error) {
    return fail(title.name, error.what(), ExitStatus::run_failed);
  }
}

std::unique_ptr<ParameterFile> read_parameters(const CommandLine &command_line,
                                               Parameters &parameters) {
  auto file = std::make_unique<ParameterFile>(
      [&parameters](dealii::ParameterHandler &handler) { parameters.add_parameters(handler); });
  if (!command_line.parameter_file.empty())
    file->read(command_line.parameter_file);
  for (const std::string &setting : command_line.settings)
    file->apply_setting(setting);
  return file;
}

namespace {

/// What results are called after: the parameter file, or without one the data.
std::string name_of_run(const CommandLine &command_line) {
  std::string file = command_line.parameter_file;
  if (file.empty())
    for (const std::string &setting : command_line.settings) {
      const std::size_t equals = setting.find('=');
      if (normalized_name(setting.substr(0, equals)) == "Data/File")
        file = trimmed_text(setting.substr(equals + 1));
    }
  const std::string stem = std::filesystem::path(file).stem().string();
  return stem.empty() ? "run" : stem;
}

} // namespace

std::string result_folder_of(const CommandLine &command_line, const ProgramTitle &title) {
  if (!command_line.output_directory.empty())
    return command_line.output_directory;
  return "output/" + (title.default_file.empty() ? name_of_run(command_line) : title.name) +
         title.folder_suffix;
}

} // namespace rhoflow
