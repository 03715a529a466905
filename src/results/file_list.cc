// SPDX-License-Identifier: Apache-2.0
#include "results/file_list.h"

#include "base/text_file.h"
#include "rhoflow/base/errors.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace rhoflow {

namespace {

namespace fs = std::filesystem;

const std::string head = "files written by ";

/// @p file as a path within @p folder; empty if it lies elsewhere.
std::string within(const std::string &folder, const std::string &file) {
  std::error_code ignored;
  const fs::path relative =
      fs::absolute(file, ignored)
          .lexically_normal()
          .lexically_relative(fs::absolute(folder, ignored).lexically_normal());
  return relative.empty() || *relative.begin() == ".." ? "" : relative.generic_string();
}

/// Whether a line of a list can be the path of a file in the folder.
bool is_inside(const fs::path &file) {
  if (file.empty() || file.is_absolute())
    return false;
  for (const fs::path &part : file)
    if (part == "..")
      return false;
  return true;
}

} // namespace

WrittenFiles read_written_files(const std::string &path) {
  WrittenFiles written;
  std::ifstream file(path, std::ios::binary);
  std::string line;
  if (!std::getline(file, line) || line.compare(0, head.size(), head) != 0)
    return written;
  written.program = line.substr(head.size());
  while (std::getline(file, line))
    if (is_inside(line))
      written.files.insert(line);
  return written;
}

FileList::FileList(std::string path, std::string folder)
    : path_(std::move(path)), folder_(std::move(folder)),
      listener_([this](const std::string &file) { enter(file); }) {}

void FileList::start(const std::string &path, const WrittenFiles &written) {
  std::ostringstream text;
  text << head << written.program << '\n';
  for (const std::string &file : written.files)
    text << file << '\n';
  write_atomically(path, text.str());
}

bool FileList::owns(const std::string &name) const {
  std::error_code ignored;
  fs::path folder(folder_);
  const fs::path inner = fs::path(name).parent_path();
  return std::none_of(inner.begin(), inner.end(), [&](const fs::path &part) {
    folder /= part;
    return fs::exists(folder / fs::path(path_).parent_path().filename(), ignored);
  });
}

void FileList::enter(const std::string &file) {
  const std::string name = within(folder_, file);
  if (name.empty() || entered_.count(name) > 0 || !owns(name))
    return;
  entered_.insert(name);
  const std::string line = name + '\n';
  // One call appends the line whole, also if other processes append theirs.
  const int descriptor = ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  const bool good =
      descriptor >= 0 && ::write(descriptor, line.data(), line.size()) == ssize_t(line.size());
  const int reason = errno;
  if (descriptor >= 0)
    ::close(descriptor);
  if (!good)
    fail_to_write(path_, reason);
}

} // namespace rhoflow
