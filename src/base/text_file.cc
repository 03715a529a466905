// SPDX-License-Identifier: Apache-2.0
#include "base/text_file.h"

#include "base/file_announcement.h"
#include "rhoflow/base/errors.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <limits>
#include <locale>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace rhoflow {

namespace {

std::string reason(const std::string &path, int error_number) {
  if (error_number != 0)
    return std::strerror(error_number);
  // The write that failed was an earlier one, and its reason is lost.
  std::error_code error;
  const auto space = std::filesystem::space(std::filesystem::absolute(path).parent_path(), error);
  return !error && space.available == 0 ? std::strerror(ENOSPC) : "unknown reason";
}

/// Makes the content of a file durable before its name is.
void synchronize(const std::string &path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY);
  if (descriptor < 0)
    return;
  ::fsync(descriptor); // not every file system can; the rename below is still atomic
  ::close(descriptor);
}

} // namespace

void fail_to_write(const std::string &path, int error_number) {
  throw RunError(path + ": cannot be written: " + reason(path, error_number) +
                 "; check the folder, its permissions and the free disk space");
}

TextFile::TextFile(const std::string &path, Mode mode, const std::string &meant)
    : name_(meant.empty() ? path : meant) {
  announce_file(path);
  errno = 0;
  stream_.open(path, mode == Mode::append ? std::ios::app : std::ios::trunc);
  check(stream_.is_open());
  stream_.imbue(std::locale::classic());
  stream_.precision(std::numeric_limits<double>::max_digits10);
}

void TextFile::flush() {
  errno = 0;
  stream_.flush();
  check(stream_.good());
}

void TextFile::close() {
  if (!stream_.is_open())
    return;
  flush();
  errno = 0;
  stream_.close();
  check(stream_.good());
}

void TextFile::check(bool good) const {
  if (!good)
    fail_to_write(name_, errno);
}

void take_name(const std::string &file, const std::string &name) {
  std::error_code error;
  std::filesystem::rename(file, name, error);
  if (error)
    fail_to_write(name, error.value());
}

void write_atomically(const std::string &path, const std::string &content, Durability durability) {
  // In the same folder, because a rename is atomic only within one file system.
  const std::string temporary = path + ".part" + std::to_string(::getpid());
  announce_file(path);
  try {
    TextFile file(temporary, TextFile::Mode::replace, path);
    file.stream().write(content.data(), static_cast<std::streamsize>(content.size()));
    file.close();
    if (durability == Durability::disk)
      synchronize(temporary);
    take_name(temporary, path);
  } catch (const RunError &) {
    std::error_code ignored;
    std::filesystem::remove(temporary, ignored);
    throw;
  }
}

void overwrite_in_place(const std::string &path, const std::string &content) noexcept {
  const int descriptor = ::open(path.c_str(), O_WRONLY);
  if (descriptor < 0)
    return;
  const ssize_t written = ::write(descriptor, content.data(), content.size());
  // What does not fit is cut off; half a record must not be followed by the rest of the old one.
  if (written >= 0 && ::ftruncate(descriptor, written) == 0)
    ::fsync(descriptor);
  ::close(descriptor);
}

std::ifstream open_input_file(const std::string &path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found)
    throw InputError(path + ": there is no such file; check the path");
  if (std::filesystem::is_directory(status))
    throw InputError(path + ": this is a directory; name a file in it");
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  if (!stream.is_open())
    throw InputError(path + ": cannot be read: " + std::strerror(errno) +
                     "; check its permissions");
  stream.imbue(std::locale::classic());
  return stream;
}

} // namespace rhoflow
