// SPDX-License-Identifier: Apache-2.0
#include "parameters/option_mistake.h"

#include "parameters/nearest_name.h"
#include "rhoflow/base/quoted_text.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace rhoflow {

namespace {

/// The long names of all options that --help shows, without their dashes, which all share.
std::vector<std::string> option_names(const CLI::App &app) {
  std::vector<std::string> names;
  for (const CLI::Option *option : app.get_options())
    if (!option->get_group().empty())
      for (const std::string &name : option->get_lnames())
        names.push_back(name);
  return names;
}

} // namespace

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

} // namespace rhoflow
