// SPDX-License-Identifier: Apache-2.0
// Memory bandwidth: y += a x on arrays far larger than the caches.

#include "benchmarks.h"

#include "base/parallel_loop.h"
#include "rhoflow/base/aligned_vector.h"

#include <deal.II/base/multithread_info.h>

namespace rhoflow {

namespace {

constexpr std::size_t n_entries = std::size_t(1) << 24, n_chunks = 512;

[[gnu::target_clones("avx512f", "avx2", "default"), gnu::optimize("O3")]] void
axpy(std::size_t n, double a, const double *x, double *y) {
  for (std::size_t i = 0; i < n; ++i)
    y[i] += a * x[i];
}

void run(benchmark::State &state, unsigned int threads) {
  dealii::MultithreadInfo::set_thread_limit(threads);
  AlignedVector x(n_entries, 1.), y(n_entries, 2.);
  const std::size_t chunk = n_entries / n_chunks;
  for (auto _ : state) {
    parallel_for(n_chunks, [&](std::size_t k) {
      axpy(chunk, 1e-3, x.data() + k * chunk, y.data() + k * chunk);
    });
    benchmark::ClobberMemory();
  }
  set_rate(state, 24. * n_entries);
}

} // namespace

void register_bandwidth_benchmark(int threads) {
  register_rate(benchmark_name("axpy", threads), [threads](benchmark::State &state) {
    run(state, static_cast<unsigned int>(threads));
  });
}

} // namespace rhoflow
