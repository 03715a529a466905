// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run_command.h"

#include <cstdio>
#include <sys/types.h>

namespace rhoflow::test {

/// A Python that has read a script once and calls its main() for every command line: to load the
/// libraries of a script may take seconds.
class PythonSession {
public:
  /// @param script a file with a function main(arguments) that returns a status
  explicit PythonSession(const std::string &script);
  ~PythonSession();
  PythonSession(const PythonSession &) = delete;
  PythonSession &operator=(const PythonSession &) = delete;

  /// What `script arguments` answers within @p folder; @p arguments are one line, quoted as for a
  /// shell.
  CommandResult run(const TemporaryFolder &folder, const std::string &arguments);

private:
  const TemporaryFolder folder_;
  std::FILE *commands_ = nullptr, *answers_ = nullptr;
  pid_t child_ = -1;
};

} // namespace rhoflow::test
