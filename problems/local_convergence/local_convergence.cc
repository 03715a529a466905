// SPDX-License-Identifier: Apache-2.0
#include "geometry/density_geometry.h"
#include "run/problem_file.h"
#include "stationary/stationary_program.h"
#include "study/decay_rate.h"
#include "study/result_table.h"
#include "study/study.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace {

using namespace rhoflow;

const std::vector<std::string> temperatures{"0.25", "0.3", "0.35", "0.4", "0.5", "0.7"};
/// Where there are two limits, and flows are made from starts of several kinds.
const std::string two_limits = "0.3";
/// Where the limit is unique and slow to reach, and the distance to it is measured.
const std::string one_limit = "0.4";

/// Flows end at this over the temperature.
constexpr double end_time_x_temperature = 16.;

/// Below it the error of the mesh shows in the dissipation.
constexpr double resolved = 1e-10;

using Settings = std::vector<std::string>;

/// Half a Gaussian with these means, half one with the opposite ones: a density that does not
/// change when the signs of all weights do.
std::string pair_of_gaussians(double outer, double w, double b) {
  const auto half = [&](double sign) {
    return "0.5 : " + std::to_string(sign * outer) + ", " + std::to_string(sign * w) + ", " +
           std::to_string(sign * b) + " : 1, 1, 1";
  };
  return half(1.) + " ; " + half(-1.);
}

Settings even_start(double size) {
  return {"Weights/Initial density=gaussian mixture",
          "Weights/Initial mixture=" + pair_of_gaussians(0.3 * size, 0.2 * size, size),
          "Weights/Head initial mixture=" + pair_of_gaussians(size, 0.3 * size, size)};
}

const Settings skew_start{"Weights/Initial mean=0.3, 0.2, 0.5",
                          "Weights/Head initial mean=0.3, 0.5, 0.2"};

/// For every temperature the limits and the flows from an even and from a skew start; for one of
/// them flows from other starts, for another one the first half of a flow.
std::vector<StudyRun> make_runs() {
  std::vector<StudyRun> runs;
  const auto add_flow = [&](const std::string &name, const std::string &temperature,
                            const Settings &start, double share = 1.) {
    const double end = share * end_time_x_temperature / std::stod(temperature);
    Settings settings{"Noise/Temperature=" + temperature, "Noise/Confinement=" + temperature,
                      "Time/End time=" + std::to_string(end)};
    settings.insert(settings.end(), start.begin(), start.end());
    runs.push_back({name + "_" + temperature, settings, {}, share});
  };
  for (const std::string &temperature : temperatures) {
    runs.push_back({"limit_" + temperature,
                    {"Noise/Temperature=" + temperature, "Noise/Confinement=" + temperature},
                    find_limits,
                    0.05});
    add_flow("even", temperature, even_start(1.));
    add_flow("skew", temperature, skew_start);
  }
  add_flow("standard", two_limits, {});
  add_flow("near", two_limits, even_start(0.5));
  add_flow("half", one_limit, even_start(1.), 0.5);
  return runs;
}

/// The rate at which -dF/dt falls in the end, which is that of F - F*, without F*.
double last_rate(const RunTable &flow) {
  return late_decay_rate(flow.column("time"), flow.column("dissipation"), resolved);
}

double free_energy_of_limit(const StudyResults &results, const std::string &temperature) {
  return results.table("limit_" + temperature, "stationary.csv").last("free_energy");
}

/// Rates against temperature, beside those that would hold if the parts of the network did not
/// interact: the smallest Poincare constant of all densities of the limit.
void tabulate_rates(const StudyResults &results, std::ostream &out) {
  ResultTable table({"temperature", "limits found", "F - F* of the highest", "rate, even start",
                     "rate, skew start", "Poincare constant", "2 temperature x constant"});
  for (const std::string &temperature : temperatures) {
    const std::string limit = "limit_" + temperature;
    double constant = std::numeric_limits<double>::infinity();
    for (const DensityGeometry &density :
         measure_geometry({results.run_folder(limit), "", true}, {}))
      constant = std::min(constant, density.poincare.value);
    double limits = 0., highest = 0.;
    const RunTable starts = results.table(limit, "limits.csv");
    const std::vector<double> numbers = starts.column("limit"),
                              energies = starts.column("free_energy");
    for (std::size_t i = 0; i < numbers.size(); ++i)
      if (numbers[i] > limits) {
        limits = numbers[i];
        highest = energies[i] - free_energy_of_limit(results, temperature);
      }
    const double kappa = std::stod(temperature);
    table.add_row({kappa, limits, highest, last_rate(results.table("even_" + temperature)),
                   last_rate(results.table("skew_" + temperature)), constant,
                   2. * kappa * constant});
  }
  table.write_csv(results.folder() + "/table.csv");
  table.print(out);
}

/// Where flows from several starts have come to.
void tabulate_starts(const StudyResults &results, std::ostream &out) {
  ResultTable table({"start", "loss at start", "loss at end", "F - F* at end", "rate"});
  for (const char *start : {"standard", "even", "near", "skew"}) {
    const RunTable flow = results.table(start + ("_" + two_limits));
    table.add_row({start, flow.column("loss").front(), flow.last("loss"),
                   flow.last("objective") - free_energy_of_limit(results, two_limits),
                   last_rate(flow)});
  }
  table.write_csv(results.folder() + "/starts.csv");
  out << "\nTemperature " << two_limits << ":\n";
  table.print(out);
}

/// The distance of a flow to its limit in all densities, beside its free energy.
void tabulate_distances(const StudyResults &results, std::ostream &out) {
  ResultTable table({"time", "distance", "dissipation"});
  for (const char *run : {"half_", "even_"}) {
    double square = 0.;
    for (const DensityGeometry &density : measure_geometry(
             {results.run_folder(run + one_limit), results.run_folder("limit_" + one_limit), false},
             {}))
      square += density.weight * density.distance.value * density.distance.value;
    const RunTable flow = results.table(run + one_limit);
    table.add_row({flow.last("time"), std::sqrt(square), flow.last("dissipation")});
  }
  const auto rate_of = [&](const std::string &column) {
    return decay_rate(table.numbers("time"), table.numbers(column),
                      [](double, double) { return true; });
  };
  table.write_csv(results.folder() + "/distances.csv");
  out << "\nTemperature " << one_limit << ":\n";
  table.print(out);
  out << "rate of the distance " << rate_of("distance") << ", of the dissipation "
      << rate_of("dissipation") << '\n';
}

void evaluate(const StudyResults &results, std::ostream &out) {
  tabulate_rates(results, out);
  tabulate_starts(results, out);
  tabulate_distances(results, out);
}

} // namespace

/// Encoder and head with noise, where the free energy is not convex: the rate near a minimiser.
int main(int argc, char **argv) {
  return run_study(argc, argv,
                   {"local_convergence",
                    "Trains encoder and head with noise and measures how fast they come to rest.",
                    problem_file("local_convergence", "local_convergence.prm"), make_runs(),
                    evaluate});
}
