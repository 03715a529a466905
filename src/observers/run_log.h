// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/text_file.h"
#include "observers/progress.h"

#include <cstdint>
#include <optional>
#include <string>

namespace rhoflow {

/// run.log: what a run has to say besides its tables. On processes other than the first it says
/// nothing.
class RunLog {
public:
  /// @param path of the file; empty: nothing is written
  RunLog(std::string path, Progress &progress) : path_(std::move(path)), progress_(progress) {}

  /// @throws RunError naming the path, as all below
  void open(bool resumed);
  /// Bytes of the file so far, 0 where there is none.
  std::uint64_t size() const;
  /// Drops what stands behind @p size bytes of the file of a run that goes on. To be called before
  /// open().
  void cut(std::uint64_t size) const;
  /// Writes @p line, once the file is open.
  void note(const std::string &line);
  /// Writes @p line and says it on the console.
  void say(const std::string &line);
  /// Writes "warning: t = TIME: MESSAGE" and says it on the console.
  void warn(double time, const std::string &message);
  void close();

  /// Of this part of the run.
  std::size_t n_warnings() const { return n_warnings_; }
  /// "t = TIME: MESSAGE"; empty before there is one.
  const std::string &first_warning() const { return first_warning_; }

private:
  std::string path_;
  Progress &progress_;
  std::optional<TextFile> file_;
  std::string waiting_; ///< for the file to be opened
  std::size_t n_warnings_ = 0;
  std::string first_warning_;
};

} // namespace rhoflow
