// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace rhoflow {

/// A new folder among the machine's temporary files, removed with its content at the end of the
/// scope.
class ScratchFolder {
public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder &) = delete;
  ScratchFolder &operator=(const ScratchFolder &) = delete;

  /// Empty where none could be made.
  const std::string &path() const { return path_; }

private:
  std::string path_;
};

} // namespace rhoflow
