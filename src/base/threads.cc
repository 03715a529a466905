#include "base/threads.h"

#include <deal.II/base/multithread_info.h>
#include <deal.II/base/numbers.h>

#include <algorithm>

namespace rhoflow {

void set_number_of_threads(unsigned int threads, unsigned int processes) {
  if (threads == 0 && processes > 1)
    threads = std::max(dealii::MultithreadInfo::n_cores() / processes, 1u);
  // deal.II spells "all cores" as invalid_unsigned_int. Its upper limit can also be lowered by the
  // environment variable DEAL_II_NUM_THREADS.
  dealii::MultithreadInfo::set_thread_limit(threads == 0 ? dealii::numbers::invalid_unsigned_int
                                                         : threads);
}

unsigned int number_of_threads() {
  return dealii::MultithreadInfo::n_threads();
}

} // namespace rhoflow
