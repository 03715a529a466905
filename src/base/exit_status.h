// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace rhoflow {

/// What a Rhoflow program returns to the shell.
enum class ExitStatus : int {
  done = 0,       ///< the run finished
  run_failed = 1, ///< the input was good, but the run could not go on
  bad_input = 2   ///< the command line, a parameter or a data file is wrong; nothing was written
};

} // namespace rhoflow
