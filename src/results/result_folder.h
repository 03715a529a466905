// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "results/file_list.h"
#include "results/folder_lock.h"
#include "rhoflow/base/communicator.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rhoflow {

/// What becomes of what is in the folder.
enum class EarlierResults {
  replaced,    ///< what this program wrote there is removed; anything else in the way is refused
  added_to,    ///< nothing is removed, and anything else in the way is refused
  kept,        ///< nothing is removed: what is there is taken over, by a run that goes on
  overwritten, ///< what any program wrote there is removed, files in the way are replaced
  written_over ///< nothing is removed, files in the way are replaced
};

/// The folder to which a program writes its results, for as long as it does.
///
/// No two processes own a folder at the same time. Every file that is written while it is owned
/// stands in a list in the folder (`.rhoflow/files`), and nothing is ever removed but what that
/// list says. Files of anybody else stay as they are, unless they are in the way and the user
/// wants them to be overwritten.
class ResultFolder {
public:
  /// Creates the folder and takes it. Collective; of several processes the first one does it.
  /// @param path     as the user named it
  /// @param program  who writes
  /// @param names    files that may be written, in which `#` stands for a number and `*` for
  ///                 anything, relative to the folder
  /// @param parts    folders to create in it
  /// @throws InputError if the folder cannot be written, if another process owns it, or if
  /// something
  ///         is in the way; nothing was changed then
  ResultFolder(const std::string &path, const std::string &program,
               const std::vector<std::string> &names, const std::vector<std::string> &parts,
               EarlierResults earlier, const Communicator &communicator = Communicator());
  ~ResultFolder();

  /// For a program that ends before it writes anything: removes what the constructor created,
  /// unless something was put there meanwhile, and has the list say what it said. Not collective.
  /// @pre nothing was removed (EarlierResults)
  void give_back() noexcept;

  ResultFolder(const ResultFolder &) = delete;
  ResultFolder &operator=(const ResultFolder &) = delete;

private:
  void take(const std::string &program, const std::vector<std::string> &names,
            const std::vector<std::string> &parts, EarlierResults earlier);

  std::string path_, list_;
  std::vector<std::string> created_;        ///< folders, the outer ones first
  std::optional<WrittenFiles> former_list_; ///< none if there was no list
  std::optional<FolderLock> lock_;
  std::optional<FileList> files_;
};

} // namespace rhoflow
