// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace rhoflow::test {

/// The content of the document @p file.
inline std::string content(const std::filesystem::path &file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

/// The commands in the ```sh blocks of @p text, continued lines joined, comments removed.
inline std::vector<std::string> shell_commands(const std::string &text) {
  std::vector<std::string> commands;
  std::istringstream lines(text);
  bool inside = false, continued = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("```", 0) == 0) {
      inside = line == "```sh";
      continue;
    }
    line = line.substr(0, line.find(" # "));
    if (!inside || line.empty() || line[0] == '#')
      continue;
    const bool more = line.back() == '\\';
    if (more)
      line.pop_back();
    if (continued)
      commands.back() += line;
    else
      commands.push_back(line);
    continued = more;
  }
  return commands;
}

} // namespace rhoflow::test
