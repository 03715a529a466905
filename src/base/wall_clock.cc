// SPDX-License-Identifier: Apache-2.0
#include "base/wall_clock.h"

#include <chrono>

namespace rhoflow {

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace rhoflow
