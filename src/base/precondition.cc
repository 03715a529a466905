// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/base/precondition.h"

namespace rhoflow {

void report_broken_precondition(const char *condition, const char *file, int line,
                                const std::string &text) {
  throw PreconditionError(std::string(file) + ':' + std::to_string(line) +
                          ": broken precondition '" + condition + "': " + text);
}

} // namespace rhoflow
