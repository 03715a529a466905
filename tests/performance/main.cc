// SPDX-License-Identifier: Apache-2.0
// Runs all benchmarks and prints, last, one table with the ratios between them. Every ratio
// compares numbers of the same run on the same machine.

#include "benchmarks.h"

#include <algorithm>

namespace rhoflow {
namespace {

/// Prints as usual and keeps the best rate of the repetitions.
class CollectingReporter final : public benchmark::ConsoleReporter {
public:
  CollectingReporter() : ConsoleReporter(OO_Tabular) {}

  void ReportRuns(const std::vector<Run> &runs) override {
    std::vector<Run> shown; // the repetitions, without their statistics
    for (const Run &run : runs) {
      const auto rate = run.counters.find("rate");
      if (run.run_type != Run::RT_Iteration || rate == run.counters.end())
        continue;
      double &best = rates[run.run_name.function_name];
      best = std::max(best, double(rate->second));
      shown.push_back(run);
    }
    if (!shown.empty())
      ConsoleReporter::ReportRuns(shown);
  }

  Rates rates;
};

} // namespace
} // namespace rhoflow

int main(int argc, char **argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv))
    return 2;
  // What is compared runs one after the other: a machine is seldom quiet for minutes.
  for (const int threads : rhoflow::thread_counts) {
    rhoflow::register_bandwidth_benchmark(threads);
    for (const int size : rhoflow::problem_sizes) {
      for (const unsigned int degree : rhoflow::matrix_free_degrees) {
        for (const rhoflow::TransportCase &which : rhoflow::transport_cases)
          if (which.degree == degree)
            rhoflow::register_transport_benchmark(which, size, threads);
        rhoflow::register_matrix_free_benchmark(degree, size, threads);
      }
    }
    // Once more: the bound must not be low because something else ran for two seconds.
    rhoflow::register_bandwidth_benchmark(threads);
  }
  for (const int threads : rhoflow::thread_counts)
    for (const rhoflow::StepCase &which : rhoflow::step_cases)
      rhoflow::register_step_benchmark(which, threads);
  rhoflow::register_network_benchmarks();
  rhoflow::register_particle_benchmarks();
  rhoflow::CollectingReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  rhoflow::print_table(reporter.rates);
}
