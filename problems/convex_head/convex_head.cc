// SPDX-License-Identifier: Apache-2.0
#include "geometry/density_geometry.h"
#include "run/problem_file.h"
#include "stationary/stationary_program.h"
#include "study/decay_rate.h"
#include "study/result_table.h"
#include "study/study.h"

#include <algorithm>

namespace {

using namespace rhoflow;

const std::vector<std::string> temperatures{"0.1", "0.2", "0.4"};

/// For every temperature the limit, which is unique, and the flows that tend to it from a start
/// that is symmetric under a change of sign of all weights, as the limit is, and from one that is
/// not.
std::vector<StudyRun> make_runs() {
  std::vector<StudyRun> runs;
  for (const std::string &temperature : temperatures) {
    const std::vector<std::string> settings{"Noise/Temperature=" + temperature,
                                            "Noise/Confinement=" + temperature};
    runs.push_back({"limit_" + temperature, settings, find_limits, 0.05});
    runs.push_back({"flow_" + temperature, settings});
    std::vector<std::string> skew = settings;
    skew.emplace_back("Weights/Head initial mean=0.3, 0.5, 0.2");
    runs.push_back({"skew_" + temperature, skew});
  }
  return runs;
}

/// The rate at which F - F* falls in the end, before the error of the mesh begins to show.
double last_rate(const RunTable &flow, double limit) {
  constexpr double resolved = 2e-6;
  std::vector<double> excess = flow.column("objective");
  for (double &energy : excess)
    energy -= limit;
  return late_decay_rate(flow.column("time"), excess, resolved);
}

void evaluate(const StudyResults &results, std::ostream &out) {
  ResultTable table({"temperature", "limits found", "rate, symmetric start", "rate, skew start",
                     "Poincare constant", "2 temperature x constant"});
  for (const std::string &temperature : temperatures) {
    const std::string limit = "limit_" + temperature;
    const double free_energy = results.table(limit, "stationary.csv").last("free_energy");
    const std::vector<double> numbers = results.table(limit, "limits.csv").column("limit");
    const std::vector<DensityGeometry> geometry =
        measure_geometry({results.run_folder(limit), "", true}, {});
    const double constant = geometry.back().poincare.value, kappa = std::stod(temperature);
    table.add_row({kappa, *std::max_element(numbers.begin(), numbers.end()),
                   last_rate(results.table("flow_" + temperature), free_energy),
                   last_rate(results.table("skew_" + temperature), free_energy), constant,
                   2. * kappa * constant});
  }
  table.write_csv(results.folder() + "/table.csv");
  table.print(out);
}

} // namespace

/// The head alone with noise, where the free energy is convex: measured rates and what is
/// guaranteed.
int main(int argc, char **argv) {
  return run_study(argc, argv,
                   {"convex_head",
                    "Trains the head alone with noise and measures how fast it rests.",
                    problem_file("convex_head", "convex_head.prm"), make_runs(), evaluate});
}
