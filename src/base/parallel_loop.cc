// SPDX-License-Identifier: Apache-2.0
#include "base/parallel_loop.h"

#include "base/threads.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

namespace rhoflow {

void parallel_for(std::size_t n, const std::function<void(std::size_t)> &body) {
  if (n == 0)
    return;
  if (number_of_threads() == 1 || n == 1) {
    for (std::size_t i = 0; i < n; ++i)
      body(i);
    return;
  }
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, n, 1),
                    [&body](const tbb::blocked_range<std::size_t> &range) {
                      for (std::size_t i = range.begin(); i != range.end(); ++i)
                        body(i);
                    });
}

} // namespace rhoflow
