// SPDX-License-Identifier: Apache-2.0
#include "run/problem_file.h"
#include "study/result_table.h"
#include "study/study.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace {

using namespace rhoflow;

const std::vector<std::string> samples{"2", "3", "4", "6", "8", "12", "16", "24"};
const std::vector<std::string> seeds{"1", "2", "3", "4", "5"};

std::string run_name(const std::string &n, const std::string &seed) {
  return "samples_" + n + (seed.empty() ? "_sine" : "_seed_" + seed);
}

std::vector<StudyRun> make_runs() {
  std::vector<StudyRun> runs;
  for (const std::string &n : samples) {
    // More samples cost more, but less is learnt of them.
    const double effort = std::min(std::stod(n), 6.);
    runs.push_back({run_name(n, ""), {"Data/Source=sine", "Data/Samples=" + n}, {}, effort});
    for (const std::string &seed : seeds)
      runs.push_back({run_name(n, seed),
                      {"Data/Source=random labels", "Data/Samples=" + n, "Data/Seed=" + seed},
                      {},
                      effort});
  }
  return runs;
}

/// KL(tau_t | tau_0) + KL(rho_t | rho_0) at all output times.
std::vector<double> entropies(const RunTable &theory) {
  std::vector<double> sum = theory.column("kl_head_by_rate");
  const std::vector<double> encoder = theory.column("kl_encoder_by_rate");
  for (std::size_t k = 0; k < sum.size(); ++k)
    sum[k] += encoder[k];
  return sum;
}

std::vector<double> remainders(const RunTable &theory) {
  std::vector<double> ratios = theory.column("loss");
  const double start = ratios.front();
  for (double &ratio : ratios)
    ratio /= start;
  return ratios;
}

/// The relative entropy when the loss has come down to @p level of its start, linear in ln E
/// between output times; infinite if it never does.
double cost_of(const RunTable &theory, double level) {
  const std::vector<double> left = remainders(theory), entropy = entropies(theory);
  for (std::size_t k = 1; k < left.size(); ++k)
    if (left[k] <= level) {
      const double share = std::log(left[k - 1] / level) / std::log(left[k - 1] / left[k]);
      return entropy[k - 1] + share * (entropy[k] - entropy[k - 1]);
    }
  return std::numeric_limits<double>::infinity();
}

/// @pre an odd number of values
double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// What it takes to come down to half, a tenth and a hundredth of the loss at the start.
void write_costs(const StudyResults &results, std::ostream &out) {
  const auto entry = [](double cost) -> ResultTable::Entry {
    return std::isfinite(cost) ? ResultTable::Entry(cost) : "not reached";
  };
  ResultTable table({"n", "loss / loss at start", "KL, sine", "KL, random, median",
                     "seeds that got there", "seeds"});
  for (const std::string &n : samples)
    for (const double level : {0.5, 0.1, 0.01}) {
      std::vector<double> costs;
      for (const std::string &seed : seeds)
        costs.push_back(cost_of(results.table(run_name(n, seed), "theory.csv"), level));
      const auto reached = std::count_if(costs.begin(), costs.end(),
                                         [](double cost) { return std::isfinite(cost); });
      table.add_row({std::stod(n), level,
                     entry(cost_of(results.table(run_name(n, ""), "theory.csv"), level)),
                     entry(median(costs)), double(reached), double(seeds.size())});
    }
  table.write_csv(results.folder() + "/cost.csv");
  table.print(out);
}

void evaluate(const StudyResults &results, std::ostream &out) {
  ResultTable table({"n", "sine: loss left", "random: median loss left", "least", "largest",
                     "sine: KL head", "random: median KL head"});
  for (const std::string &n : samples) {
    std::vector<double> left, entropy;
    for (const std::string &seed : seeds) {
      const RunTable theory = results.table(run_name(n, seed), "theory.csv");
      left.push_back(remainders(theory).back());
      entropy.push_back(theory.last("kl_head_by_rate"));
    }
    const auto [least, largest] = std::minmax_element(left.begin(), left.end());
    const RunTable sine = results.table(run_name(n, ""), "theory.csv");
    table.add_row({std::stod(n), remainders(sine).back(), median(left), *least, *largest,
                   sine.last("kl_head_by_rate"), median(entropy)});
  }
  table.write_csv(results.folder() + "/table.csv");
  table.print(out);
  write_costs(results, out);
}

} // namespace

/// Labels that have nothing to do with the inputs: how fast are they fitted?
int main(int argc, char **argv) {
  return run_study(argc, argv,
                   {"random_labels", "Fits random labels and compares with those of a sine.",
                    problem_file("random_labels", "random_labels.prm"), make_runs(), evaluate});
}
