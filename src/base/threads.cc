#include "base/threads.h"

#include <deal.II/base/multithread_info.h>
#include <deal.II/base/numbers.h>

#include <tbb/global_control.h>

#include <algorithm>
#include <memory>

namespace rhoflow {

void set_number_of_threads(unsigned int threads, unsigned int processes) {
  if (threads == 0 && processes > 1)
    threads = std::max(dealii::MultithreadInfo::n_cores() / processes, 1u);
  // deal.II spells "all cores" as invalid_unsigned_int. Its upper limit can also be lowered by the
  // environment variable DEAL_II_NUM_THREADS.
  dealii::MultithreadInfo::set_thread_limit(threads == 0 ? dealii::numbers::invalid_unsigned_int
                                                         : threads);
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
