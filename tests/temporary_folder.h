// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paths.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

namespace rhoflow::test {

/// A folder of its own for one test, removed with everything in it at the end. Tests may run at the
/// same time, so no two share a name.
class TemporaryFolder {
public:
  TemporaryFolder() {
    std::string pattern = std::string(scratch_folder) + "/XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr)
      throw std::runtime_error("cannot create " + pattern);
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder &) = delete;
  TemporaryFolder &operator=(const TemporaryFolder &) = delete;

  /// The path of the file @p name in this folder.
  std::string path(const std::string &name = {}) const { return (path_ / name).string(); }

  /// Writes @p content to the file @p name and returns its path.
  std::string write(const std::string &name, const std::string &content) const {
    // Some file systems let whoever empties a file and fills it again wait for the disk.
    std::error_code ignored;
    std::filesystem::remove(path(name), ignored);
    std::ofstream(path(name), std::ios::binary) << content;
    return path(name);
  }

  /// The content of the file @p name.
  std::string read(const std::string &name) const {
    std::ostringstream content;
    content << std::ifstream(path(name), std::ios::binary).rdbuf(); // at once, not byte by byte
    return content.str();
  }

  /// The names of the files in the folder @p name, sorted; none if there is no such folder.
  std::vector<std::string> names_in(const std::string &name) const {
    std::vector<std::string> names;
    std::error_code missing;
    for (const auto &entry : std::filesystem::directory_iterator(path_ / name, missing))
      names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
  }

private:
  std::filesystem::path path_;
};

} // namespace rhoflow::test
