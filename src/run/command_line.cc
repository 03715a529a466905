// SPDX-License-Identifier: Apache-2.0
#include "run/command_line.h"

#include "parameters/command_options.h"
#include "rhoflow/base/quoted_text.h"

#include <optional>

namespace rhoflow {

namespace {

/// Binds the options of all programs to the members of @p command_line.
void declare_options(CommandOptions &command, CommandLine &command_line,
                     const std::string &default_file, bool sweeps) {
  command.add(
      {"FILE", &command_line.parameter_file, "",
       default_file.empty() ? "Parameter file" : "Parameter file, default " + default_file});
  command.add({"--set", &command_line.settings, "'Section/Key=value'",
               "Set one parameter after the file was read, e.g. --set 'Time/End time=2'; may be "
               "given several times"});
  command.add({"--sweep", &command_line.sweeps, "'Section/Key=value,...'",
               "Make a run for each of these values of one parameter, and a table and pictures of "
               "them all; given several times: for all combinations. Values with commas stand in "
               "double quotes",
               /*required*/ false,
               /*in_help*/ sweeps}); // other programs have to say which ones do it
  command.add({"--output", &command_line.output_directory, "DIR",
               "Folder for the results, created if missing; default output/<problem>"});
  command.add(
      {"--threads", &command_line.threads, "N", "Number of threads; 0, the default: all cores"});
  command.add_flag("--validate", command_line.validate,
                   "Read and check the input, print the size of the problem and the memory it "
                   "needs, do not run");
  command.add_flag(
      "--print-parameters", command_line.print_parameters,
      "Print all parameters with their meaning, as a valid parameter file, do not run");
  command.add_flag("--quiet", command_line.quiet, "Print nothing but errors");
  command.add_flag("--resume", command_line.resume,
                   "Continue from the checkpoint in the folder for the results");
  command.add_flag("--overwrite", command_line.overwrite,
                   "Replace results of other programs, and files in the way that no run recorded");
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
  CommandOptions command(program_name, summary);
  declare_options(command, command_line, default_file, sweeps);
  if (const std::optional<ExitStatus> status = command.parse(argc, argv))
    return *status;
  if (command_line.parameter_file.empty())
    command_line.parameter_file = default_file;
  const std::string mistake = complaint(command_line, command.given("--output"), sweeps);
  if (!mistake.empty())
    return command.refuse(mistake);
  return command_line;
}

} // namespace rhoflow
