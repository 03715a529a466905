// SPDX-License-Identifier: Apache-2.0
#include "parameters/command_options.h"

#include "base/standard_output.h"
#include "base/version.h"
#include "parameters/nearest_name.h"
#include "rhoflow/base/quoted_text.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>

namespace rhoflow {

namespace {

constexpr std::size_t width_of_names = 34; // columns of --help

/// The long names of all options that --help shows, without their dashes, which all share.
std::vector<std::string> option_names(const CLI::App &app) {
  std::vector<std::string> names;
  for (const CLI::Option *option : app.get_options())
    if (!option->get_group().empty())
      for (const std::string &name : option->get_lnames())
        names.push_back(name);
  return names;
}

/// What is wrong with a command line, in one line: an option that @p app does not have, or else
/// what
/// @p error, which parsing threw, says.
std::string describe_mistake(const CLI::App &app, const CLI::ParseError &error) {
  // A misspelt option may also be why something else is missing, so it comes first.
  for (const std::string &word : app.remaining()) {
    if (word.size() < 2 || word[0] != '-')
      continue;
    const std::string name = word.substr(0, word.find('='));
    const std::size_t letters = std::min(name.find_first_not_of('-'), name.size());
    const std::string nearest = nearest_name(name.substr(letters), option_names(app));
    return quoted_text(name) + ": there is no such option" +
           (nearest.empty() ? "" : "; did you mean --" + nearest + "?");
  }
  std::string message = error.what();
  std::replace(message.begin(), message.end(), '\n', ' '); // some of the library's span lines
  return message;
}

} // namespace

struct CommandOptions::Reader {
  CLI::App app;
};

CommandOptions::CommandOptions(const std::string &program, const std::string &summary)
    : reader_(new Reader{CLI::App(summary, program)}) {
  reader_->app.get_formatter()->column_width(width_of_names);
}

CommandOptions::~CommandOptions() = default;

void CommandOptions::add(const CommandOption &option) {
  CLI::Option *added = std::visit(
      [&](auto *variable) { return reader_->app.add_option(option.name, *variable, option.help); },
      option.variable);
  added->type_name(option.values)->required(option.required);
  if (!option.in_help)
    added->group("");
  // Otherwise an option of several values would swallow arguments that follow it.
  if (option.name[0] == '-' && std::holds_alternative<std::vector<std::string> *>(option.variable))
    added->allow_extra_args(false);
}

void CommandOptions::add_flag(const std::string &name, bool &variable, const std::string &help) {
  reader_->app.add_flag(name, variable, help);
}

std::optional<ExitStatus> CommandOptions::parse(int argc, const char *const *argv) {
  CLI::App &app = reader_->app;
  app.set_help_flag("--help,-h", "Print this text");
  app.set_version_flag("--version", app.get_name() + ' ' + version() + " (" + git_revision() + ')',
                       "Print version and git revision");
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success &wish) { // --help or --version
    app.exit(wish, std::cout, std::cerr);
    flush_standard_output();
    return ExitStatus::done;
  } catch (const CLI::ParseError &error) {
    return refuse(describe_mistake(app, error));
  }
  return {};
}

std::string CommandOptions::program() const {
  return reader_->app.get_name();
}

bool CommandOptions::given(const std::string &name) const {
  return reader_->app.count(name) > 0;
}

ExitStatus CommandOptions::refuse(const std::string &mistake) const {
  std::cerr << program() << ": " << mistake << "; see " << program() << " --help\n";
  return ExitStatus::bad_input;
}

} // namespace rhoflow
