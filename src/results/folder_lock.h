// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace rhoflow {

/// The right to write to a folder, which one process at a time has. The operating system takes it
/// back when the process ends in whatever way, so nothing has to be removed by hand.
class FolderLock {
public:
  /// @param file    lock file; it is created and stays
  /// @param folder  as the user named it, for messages
  /// @throws InputError naming the other process if there is one, or why the file cannot be created
  FolderLock(const std::string &file, const std::string &folder);
  ~FolderLock();

  /// Writes the name of this process into the file, for others who want the folder.
  void sign() const;

  FolderLock(const FolderLock &) = delete;
  FolderLock &operator=(const FolderLock &) = delete;

private:
  int descriptor_ = -1;
};

} // namespace rhoflow
