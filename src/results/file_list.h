// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/file_announcement.h"

#include <set>
#include <string>

namespace rhoflow {

/// What earlier runs wrote to a folder, as a file in it says: who wrote last, and all files by
/// their paths in the folder. A list that cannot be read, or that names files elsewhere, names
/// none.
struct WrittenFiles {
  std::string program; ///< empty: there is no list
  std::set<std::string> files;
};

/// Reads the list in the file @p path.
WrittenFiles read_written_files(const std::string &path);

/// Enters every file that this process is about to write to a folder into the list there, before it
/// exists: whenever the process is killed, no file of its own is missing from the list. Several
/// processes may enter files at the same time.
class FileList {
public:
  /// @param path    of the list
  /// @param folder  whose files are entered
  FileList(std::string path, std::string folder);

  /// Starts the list @p path with @p written instead of what it says. @throws RunError
  static void start(const std::string &path, const WrittenFiles &written);

private:
  void enter(const std::string &file);
  /// Whether no folder between has a list of its own, as those of the runs of a study have.
  bool owns(const std::string &name) const;

  std::string path_, folder_;
  std::set<std::string> entered_;
  FileListener listener_;
};

} // namespace rhoflow
