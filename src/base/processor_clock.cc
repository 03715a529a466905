// SPDX-License-Identifier: Apache-2.0
#include "base/processor_clock.h"

#include <sys/resource.h>

namespace rhoflow {

double processor_seconds() {
  double seconds = 0.;
  for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage usage{};
    ::getrusage(who, &usage);
    for (const timeval &part : {usage.ru_utime, usage.ru_stime})
      seconds += double(part.tv_sec) + 1e-6 * double(part.tv_usec);
  }
  return seconds;
}

} // namespace rhoflow
