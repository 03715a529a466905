// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/command_line.h"

#include <string>
#include <vector>

namespace rhoflow {

/// Everything that decides what a run of a study computes, apart from data files: the program and
/// what it was asked for. It is kept beside the results, in `study-request.txt`, so that they are
/// not taken for those of another request.
///
/// The program is known by its version and git revision. A tree with uncommitted changes, or code
/// outside git, has none that would name it: there the checksum of the executable stands in.
class RunRequest {
public:
  /// @param scripts files besides the program that compute; their contents count
  RunRequest(const CommandLine &command_line, const std::vector<std::string> &scripts);

  /// Why the results in @p folder are not those of this request and the run has to be made again,
  /// in a few words; empty where they are, or where @p folder has no results at all.
  std::string reason_to_repeat(const std::string &folder) const;
  /// Whether @p folder has the results of this request.
  bool is_finished(const std::string &folder) const;

  /// Leaves the request in @p folder, which is created, for the run about to be made there, as one
  /// that is not finished. @throws InputError if the folder cannot be created, RunError if it
  /// cannot be written to
  void announce(const std::string &folder) const;
  /// Says that the run in @p folder has been made. @throws RunError if that cannot be written
  void confirm(const std::string &folder) const;

private:
  std::string program_; ///< one line
  std::string text_;    ///< the whole file
};

} // namespace rhoflow
