// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../activations.h"

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
/// A transport problem as the program runs it; deal.II's operator runs with the same degree.
struct TransportCase {
  const char *name;
  unsigned int inputs;      ///< d
  unsigned int degree;      ///< of the inner weights
  unsigned int outer_nodes; ///< Hermite nodes per outer weight
  unsigned int densities;
};
constexpr TransportCase transport_cases[] = {
    {"d1_p4_N16", 1, 4, 16, 5}, {"d2_p3_N10x10", 2, 3, 10, 3}, {"d2_p3_N8x8", 2, 3, 8, 3}};
constexpr unsigned int matrix_free_degrees[] = {4, 3};

/// A grid of a whole run, both densities on the same one; four depth nodes, 32 samples.
struct StepCase {
  const char *name;
  unsigned int inputs, outer_nodes, cells, degree;
};
constexpr StepCase step_cases[] = {{"d1_N20_14x5", 1, 20, 14, 5}, {"d2_N8x8_6x4", 2, 8, 6, 4}};

inline std::string step_name(const StepCase &which, bool half, int threads) {
  return benchmark_name(std::string(half ? "half_" : "whole_") + which.name, threads);
}

inline std::string transport_name(const TransportCase &which) {
  return std::string("transport_") + which.name;
}

inline std::string matrix_free_name(unsigned int degree) {
  return "matrix_free_p" + std::to_string(degree);
}

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

inline std::string network_name(const std::string &what, Activation activation, unsigned int d) {
  return what + "/" + to_string(activation) + "/d:" + std::to_string(d);
}

inline void set_rate(benchmark::State &state, double per_iteration) {
  state.counters["rate"] = benchmark::Counter(
      per_iteration, benchmark::Counter::kIsIterationInvariantRate, benchmark::Counter::kIs1000);
}

void register_bandwidth_benchmark(int threads);
void register_transport_benchmark(const TransportCase &which, int millions, int threads);
void register_matrix_free_benchmark(unsigned int degree, int millions, int threads);
void register_network_benchmarks();
void register_particle_benchmarks();
void register_step_benchmark(const StepCase &which, int threads);

/// Prints what the rates mean side by side.
void print_table(const Rates &rates);

} // namespace rhoflow
