// SPDX-License-Identifier: Apache-2.0
#include "results/file_names.h"

#include <algorithm>
#include <string_view>

namespace rhoflow {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool matches(std::string_view text, std::string_view name) {
  if (name.empty())
    return text.empty();
  if (name.front() == '#') {
    for (std::size_t n = 0; n < text.size() && is_digit(text[n]); ++n)
      if (matches(text.substr(n + 1), name.substr(1)))
        return true;
    return false;
  }
  if (name.front() == '*')
    return matches(text, name.substr(1)) ||
           (!text.empty() && text.front() != '/' && matches(text.substr(1), name));
  return !text.empty() && text.front() == name.front() && matches(text.substr(1), name.substr(1));
}

} // namespace

bool matches_any(const std::string &file, const std::vector<std::string> &names) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string &name) { return matches(file, name); });
}

std::vector<std::filesystem::path> folders_of(const std::vector<std::string> &names) {
  std::vector<std::filesystem::path> folders;
  for (const std::string &name : names) {
    const std::filesystem::path folder = std::filesystem::path(name).parent_path();
    if (std::find(folders.begin(), folders.end(), folder) == folders.end())
      folders.push_back(folder);
  }
  return folders;
}

} // namespace rhoflow
