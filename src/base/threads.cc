// SPDX-License-Identifier: Apache-2.0
#include "base/threads.h"

#include <deal.II/base/multithread_info.h>

#include <tbb/global_control.h>

#include <algorithm>
#include <memory>
#include <sched.h>

namespace rhoflow {

namespace {

/// Cores on which this process may run: all of the machine, or those that taskset or a job
/// scheduler left to it.
unsigned int usable_cores() {
  cpu_set_t cores;
  if (sched_getaffinity(0, sizeof(cores), &cores) == 0) // fails beyond CPU_SETSIZE cores
    return static_cast<unsigned int>(std::max(CPU_COUNT(&cores), 1));
  return dealii::MultithreadInfo::n_cores();
}

} // namespace

void set_number_of_threads(unsigned int threads, unsigned int processes) {
  if (threads == 0)
    // A launcher may have bound every process to its share already.
    threads =
        std::max(std::min(usable_cores(), dealii::MultithreadInfo::n_cores() / processes), 1u);
  // deal.II lowers this to what the environment variable DEAL_II_NUM_THREADS says.
  dealii::MultithreadInfo::set_thread_limit(threads);
  // parallel_for() goes through TBB, which deal.II limits only where it was built with TBB.
  static std::unique_ptr<tbb::global_control> limit;
  limit.reset(); // while there are two, the smaller one holds
  limit = std::make_unique<tbb::global_control>(tbb::global_control::max_allowed_parallelism,
                                                number_of_threads());
}

unsigned int number_of_threads() {
  return dealii::MultithreadInfo::n_threads();
}

} // namespace rhoflow
