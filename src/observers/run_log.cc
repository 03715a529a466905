// SPDX-License-Identifier: Apache-2.0
#include "observers/run_log.h"

#include <filesystem>
#include <sstream>
#include <system_error>

namespace rhoflow {

void RunLog::open(bool resumed) {
  if (path_.empty())
    return;
  file_.emplace(path_, resumed ? TextFile::Mode::append : TextFile::Mode::replace);
  file_->stream() << waiting_;
  file_->flush();
  waiting_.clear();
}

std::uint64_t RunLog::size() const {
  std::error_code missing;
  const std::uintmax_t size = path_.empty() ? 0 : std::filesystem::file_size(path_, missing);
  return missing ? 0 : size;
}

void RunLog::cut(std::uint64_t size) const {
  std::error_code ignored; // a log that cannot be cut is no reason not to go on
  if (this->size() > size)
    std::filesystem::resize_file(path_, size, ignored);
}

void RunLog::note(const std::string &line) {
  if (path_.empty())
    return;
  if (!file_) {
    waiting_ += line + '\n';
    return;
  }
  file_->stream() << line << '\n';
  file_->flush();
}

void RunLog::say(const std::string &line) {
  if (path_.empty())
    return;
  progress_.message(line);
  note(line);
}

void RunLog::warn(double time, const std::string &message) {
  std::ostringstream line;
  line << "t = " << time << ": " << message;
  if (n_warnings_++ == 0)
    first_warning_ = line.str();
  say("warning: " + line.str());
}

void RunLog::close() {
  if (file_)
    file_->close();
}

} // namespace rhoflow
