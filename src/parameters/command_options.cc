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
/// what @p error says, which parsing threw.
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
  return one_line(error.what()); // some of the library's span lines
}

/// Why @p text is no number, empty if it is one: the library takes an empty text for zero, and 010
/// for eight.
std::string number_mistake(const std::string &text, bool whole) {
  const std::size_t first = text.find_first_not_of("+-");
  const bool plain =
      first != std::string::npos &&
      text.find_first_not_of(whole ? "0123456789" : "0123456789.eE+-", first) == std::string::npos;
  if (!plain || (whole && (first > 0 || (text.size() > 1 && text[0] == '0'))))
    return quoted_text(text) + (whole ? " is no whole number" : " is no number");
  return {};
}

/// Whether a variable of this type takes whole numbers, any numbers, or neither.
enum class NumberKind { none, whole, real };
NumberKind number_kind(const OptionVariable &variable) {
  if (std::holds_alternative<unsigned int *>(variable) ||
      std::holds_alternative<std::optional<unsigned int> *>(variable))
    return NumberKind::whole;
  if (std::holds_alternative<double *>(variable) ||
      std::holds_alternative<std::optional<double> *>(variable))
    return NumberKind::real;
  return NumberKind::none;
}

/// What is wrong with the values of options in @p words, for the library would take the next word
/// for a value that was forgotten, and a value for a flag. Empty if nothing is.
std::string value_mistake(const CLI::App &app, const std::vector<std::string> &words) {
  const auto is_option = [&](const std::string &word, bool with_value) {
    const CLI::Option *option = word.rfind("--", 0) == 0 ? app.get_option_no_throw(word) : nullptr;
    return option != nullptr && (!with_value || option->get_items_expected_max() > 0);
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--")
      break; // what follows are arguments
    if (const std::size_t sign = words[i].find('=');
        sign != std::string::npos && is_option(words[i].substr(0, sign), false)) {
      if (!is_option(words[i].substr(0, sign), true))
        return quoted_text(words[i]) + ": this option takes no value";
      if (sign + 1 == words[i].size())
        return quoted_text(words[i]) + ": there is no value behind the sign =";
    }
    if (!is_option(words[i], true))
      continue;
    if (i + 1 < words.size() && is_option(words[i + 1], false))
      return words[i] + ": there is no value before " + words[i + 1];
    ++i; // its value
  }
  return {};
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
  if (const NumberKind kind = number_kind(option.variable); kind != NumberKind::none)
    added->check([kind](const std::string &text) {
      return number_mistake(text, kind == NumberKind::whole);
    });
  if (!option.in_help)
    added->group("");
  // Otherwise an option of several values would swallow arguments that follow it.
  if (option.name[0] == '-' && std::holds_alternative<std::vector<std::string> *>(option.variable))
    added->allow_extra_args(false);
}

void CommandOptions::add_flag(const std::string &name, bool &variable, const std::string &help) {
  if (name[0] == '!')
    reader_->app.add_flag_callback(
        name.substr(1), [&variable] { variable = false; }, help);
  else
    reader_->app.add_flag(name, variable, help);
}

std::optional<ExitStatus> CommandOptions::parse(int argc, const char *const *argv) {
  CLI::App &app = reader_->app;
  app.set_help_flag("--help,-h", "Print this text");
  app.set_version_flag("--version", app.get_name() + ' ' + version() + " (" + git_revision() + ')',
                       "Print version and git revision");
  const std::string mistake = value_mistake(app, {argv + std::min(argc, 1), argv + argc});
  if (!mistake.empty())
    return refuse(mistake);
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
  std::cerr << program() << ": " << one_line(mistake) << "; see " << program() << " --help\n";
  return ExitStatus::bad_input;
}

} // namespace rhoflow
