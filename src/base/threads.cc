#include <rhoflow/base/threads.h>

#include <deal.II/base/multithread_info.h>
#include <deal.II/base/numbers.h>

namespace rhoflow {

void set_number_of_threads(const unsigned int threads) {
  // deal.II spells "all cores" as invalid_unsigned_int. Its upper limit can also be lowered by the
  // environment variable DEAL_II_NUM_THREADS.
  dealii::MultithreadInfo::set_thread_limit(threads == 0 ? dealii::numbers::invalid_unsigned_int
                                                         : threads);
}

unsigned int number_of_threads() {
  return dealii::MultithreadInfo::n_threads();
}

} // namespace rhoflow
