// SPDX-License-Identifier: Apache-2.0
#include "run/problem_file.h"
#include "stationary/stationary_program.h"
#include "study/decay_rate.h"
#include "study/result_table.h"
#include "study/study.h"

namespace {

using namespace rhoflow;

const std::vector<std::string> temperatures{"0.05", "0.1", "0.2", "0.4"};

std::string flow_name(const std::string &temperature) {
  return "flow_" + temperature;
}
std::string limit_name(const std::string &temperature) {
  return "limit_" + temperature;
}

/// For every temperature the limit, and the flow that tends to it.
std::vector<StudyRun> make_runs() {
  std::vector<StudyRun> runs;
  for (const std::string &temperature : temperatures) {
    // With equal confinement the variance of the equilibrium without a loss is that of the start.
    const std::vector<std::string> settings{"Noise/Temperature=" + temperature,
                                            "Noise/Confinement=" + temperature};
    runs.push_back({limit_name(temperature), settings, find_limits, 0.05});
    runs.push_back({flow_name(temperature), settings});
  }
  return runs;
}

/// The rate at which F - F* falls like an exponential from where a tenth of it is left to where the
/// error of the mesh begins to show.
double rate_of_excess(const RunTable &flow, double limit) {
  constexpr double resolved = 1e-6;
  std::vector<double> excess = flow.column("objective");
  for (double &energy : excess)
    energy -= limit;
  const double tenth = 0.1 * excess.front();
  return decay_rate(flow.column("time"), excess,
                    [&](double, double value) { return value < tenth && value > resolved; });
}

void evaluate(const StudyResults &results, std::ostream &out) {
  ResultTable table({"temperature", "loss at end", "loss of the limit", "F - F* at end",
                     "rate of F - F*", "second moment head at end", "of the limit"});
  for (const std::string &temperature : temperatures) {
    const RunTable flow = results.table(flow_name(temperature));
    const RunTable limit = results.table(limit_name(temperature), "stationary.csv");
    const double free_energy = limit.last("free_energy");
    table.add_row({std::stod(temperature), flow.last("loss"), limit.last("loss"),
                   flow.last("objective") - free_energy, rate_of_excess(flow, free_energy),
                   flow.last("second_moment_head"), limit.last("second_moment_head")});
  }
  table.write_csv(results.folder() + "/table.csv");
  table.print(out);
}

} // namespace

/// Training with noise of several temperatures: the free energy falls towards that of the limit.
int main(int argc, char **argv) {
  return run_study(argc, argv,
                   {"langevin", "Trains with noise of several temperatures and finds the limits.",
                    problem_file("langevin", "langevin.prm"), make_runs(), evaluate});
}
