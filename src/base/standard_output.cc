// SPDX-License-Identifier: Apache-2.0
#include "base/standard_output.h"

#include "rhoflow/base/errors.h"

#include <csignal>
#include <iostream>

namespace rhoflow {

void flush_standard_output() {
  std::cout.flush();
  if (!std::cout.good())
    throw RunError("standard output: not everything could be written; the disk is full, or what "
                   "should read it has ended");
}

void outlive_readers_of_output() {
  std::signal(SIGPIPE, SIG_IGN);
}

} // namespace rhoflow
