// SPDX-License-Identifier: Apache-2.0
#include "run/command_line.h"
#include "base/version.h"
#include "parameters/option_mistake.h"
#include "rhoflow/base/quoted_text.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace rhoflow {

namespace {

/// Binds the options of all programs to the members of @p command_line.
void declare_options(CLI::App &app, CommandLine &command_line, const std::string &default_file,
                     bool sweeps) {
  app.add_option("FILE", command_line.parameter_file,
                 default_file.empty() ? "Parameter file"
                                      : "Parameter file, default " + default_file)
      ->type_name("");
  app.add_option("--set", command_line.settings,
                 "Set one parameter after the file was read, e.g. --set 'Time/End time=2'; may be "
                 "given several times")
      ->type_name("'Section/Key=value'")
      // Otherwise the option would swallow FILE if that follows it.
      ->allow_extra_args(false);
  app.add_option("--sweep", command_line.sweeps,
                 "Make a run for each of these values of one parameter, and a table and pictures "
                 "of them all; given several times: for all combinations. Values with commas stand "
                 "in double quotes")
      ->type_name("'Section/Key=value,...'")
      ->group(sweeps ? "Options" : "") // not in the help of others, who have to say who does it
      ->allow_extra_args(false);
  app.add_option("--output", command_line.output_directory,
                 "Folder for the results, created if missing; default output/<problem>")
      ->type_name("DIR");
  app.add_option("--threads", command_line.threads, "Number of threads; 0, the default: all cores")
      ->type_name("N");
  app.add_flag(
      "--validate", command_line.validate,
      "Read and check the input, print the size of the problem and the memory it needs, do "
      "not run");
  app.add_flag("--print-parameters", command_line.print_parameters,
               "Print all parameters with their meaning, as a valid parameter file, do not run");
  app.add_flag("--quiet", command_line.quiet, "Print nothing but errors");
  app.add_flag("--resume", command_line.resume,
               "Continue from the checkpoint in the folder for the results");
  app.add_flag("--overwrite", command_line.overwrite,
               "Replace results of other programs, and files in the way that no run recorded");
  app.set_help_flag("--help,-h", "Print this text");
  app.set_version_flag("--version", app.get_name() + ' ' + version() + " (" + git_revision() + ')',
                       "Print version and git revision");
}

/// Whether @p text has the form `Section/Key=...`.
bool is_assignment(const std::string &text) {
  const std::size_t equals = text.find('=');
  const std::size_t slash = text.find('/');
  return equals != std::string::npos && slash != std::string::npos && slash < equals;
}

/// What is wrong with @p command_line, with the remedy; empty if nothing is.
std::string complaint(const CommandLine &command_line, bool output_given, bool sweeps) {
  for (const std::string &setting : command_line.settings)
    if (!is_assignment(setting))
      return "--set " + quoted_text(setting) + ": write it as --set 'Section/Key=value'";
  for (const std::string &sweep : command_line.sweeps)
    if (!is_assignment(sweep))
      return "--sweep " + quoted_text(sweep) + ": write it as --sweep 'Section/Key=value,...'";
  if (!sweeps && !command_line.sweeps.empty())
    return "--sweep: this program makes one run; name its parameter file to rhoflow or "
           "rhoflow-particles";
  if (output_given && command_line.output_directory.empty())
    return "--output '': name a folder";
  if (command_line.parameter_file.empty() && command_line.settings.empty() &&
      command_line.sweeps.empty() && !command_line.print_parameters)
    return "no parameter file given; name one, write one for your data with 'rhoflow init', or set "
           "what differs from the defaults with --set";
  return {};
}

} // namespace

std::variant<CommandLine, ExitStatus>
parse_command_line(int argc, const char *const *argv, const std::string &program_name,
                   const std::string &summary, const std::string &default_file, bool sweeps) {
  CommandLine command_line;
  CLI::App app(summary, program_name);
  app.get_formatter()->column_width(34);
  declare_options(app, command_line, default_file, sweeps);

  std::string message;
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success &wish) { // --help or --version
    app.exit(wish, std::cout, std::cerr);
    return ExitStatus::done;
  } catch (const CLI::ParseError &error) {
    message = describe_mistake(app, error);
  }
  if (message.empty()) {
    if (command_line.parameter_file.empty())
      command_line.parameter_file = default_file;
    message = complaint(command_line, app.count("--output") > 0, sweeps);
  }
  if (!message.empty()) {
    std::cerr << program_name << ": " << message << "; see " << program_name << " --help\n";
    return ExitStatus::bad_input;
  }
  return command_line;
}

} // namespace rhoflow
