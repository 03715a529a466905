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

/// Whether a process writes to a folder.
enum class FolderUse {
  free,   ///< none does
  taken,  ///< one does
  unknown ///< there is no lock, or it cannot be asked
};

/// What a lock file says to somebody who does not want the folder.
struct FolderState {
  FolderUse use = FolderUse::unknown;
  std::string owner;            ///< who had it last, "process 1234 on host"; may be empty
  bool of_this_machine = false; ///< whether that host is this one
};

/// Looks at the lock @p file; takes nothing.
FolderState look_at_lock(const std::string &file);

} // namespace rhoflow
