#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <string>

namespace rhoflow {

/// The best rate of every benchmark, by name.
using Rates = std::map<std::string, double>;

/// Name of a benchmark that runs at about @p millions of degrees of freedom.
inline std::string benchmark_name(const std::string &what, int millions, int threads) {
  return what + "/MDoF:" + std::to_string(millions) + "/threads:" + std::to_string(threads);
}

inline std::string benchmark_name(const std::string &what, int threads) {
  return what + "/threads:" + std::to_string(threads);
}

constexpr int problem_sizes[] = {2, 16}; ///< millions of degrees of freedom
constexpr int thread_counts[] = {1, 2};
/// Polynomial degree in the inner weights of both transport operators.
constexpr unsigned int benchmark_degree = 4;

/// Registers a benchmark that reports `per_iteration` units of work a second of wall time as
/// counter "rate".
template <typename Body>
void register_rate(const std::string &name, const Body &body) {
  benchmark::RegisterBenchmark(name.c_str(), body)
      ->UseRealTime()
      ->Unit(benchmark::kMillisecond)
      ->MinTime(0.3)
      ->Repetitions(6);
}

inline void set_rate(benchmark::State &state, double per_iteration) {
  state.counters["rate"] = benchmark::Counter(
      per_iteration, benchmark::Counter::kIsIterationInvariantRate, benchmark::Counter::kIs1000);
}

void register_bandwidth_benchmark(int threads);
void register_transport_benchmark(int millions, int threads);
void register_matrix_free_benchmark(int millions, int threads);
void register_network_benchmarks();

/// Prints what the rates mean side by side.
void print_table(const Rates &rates);

} // namespace rhoflow
