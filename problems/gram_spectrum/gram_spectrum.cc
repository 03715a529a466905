// SPDX-License-Identifier: Apache-2.0
#include "run/problem_file.h"
#include "study/line_fit.h"
#include "study/result_table.h"
#include "study/study.h"

#include <algorithm>
#include <cmath>

namespace {

using namespace rhoflow;

const std::vector<std::string> samples{"2", "3", "4", "5", "6", "8", "10", "12"};
/// Eigenvalues below this share of the largest one are rounding.
constexpr double rounding = 1e-14;

std::string run_name(const std::string &n) {
  return "samples_" + n;
}

std::vector<StudyRun> make_runs() {
  std::vector<StudyRun> runs;
  for (const std::string &n : samples)
    runs.push_back({run_name(n), {"Data/Samples=" + n}});
  return runs;
}

void evaluate(const StudyResults &results, std::ostream &out) {
  ResultTable table({"n", "lambda_min_g2 at start", "lambda_min_g2 at end", "lambda_min_g1 at end",
                     "least decay_rate", "bound at that time", "decay_rate at start",
                     "head bound at start", "loss at end"});
  std::vector<double> n_resolved, least_resolved, logarithm;
  for (const std::string &n : samples) {
    const RunTable theory = results.table(run_name(n), "theory.csv");
    const std::vector<double> &rate = theory.column("decay_rate");
    const std::vector<double> &g2 = theory.column("lambda_min_g2");
    const auto slowest = std::size_t(std::min_element(rate.begin(), rate.end()) - rate.begin());
    table.add_row({std::stod(n), g2.front(), g2.back(), theory.last("lambda_min_g1"), rate[slowest],
                   theory.column("rate_bound_sum")[slowest], rate.front(),
                   theory.column("rate_bound_head").front(), theory.last("loss")});
    if (g2.front() > rounding * theory.column("lambda_max_g2").front()) {
      n_resolved.push_back(std::stod(n));
      least_resolved.push_back(g2.front());
      logarithm.push_back(std::log(g2.front()));
    }
  }
  table.write_csv(results.folder() + "/table.csv");
  table.print(out);
  out << "lambda_min(G2) at the start, where it is above rounding:\n  as a power of n:      "
      << fit_power(n_resolved, least_resolved).text()
      << "\n  as e^(slope n), slope: " << fit_line(n_resolved, logarithm).text() << '\n';
}

} // namespace

/// Smallest eigenvalues of the Gram matrices along training and against the number of samples.
int main(int argc, char **argv) {
  return run_study(argc, argv,
                   {"gram_spectrum",
                    "Measures the spectra of the Gram matrices and the rates they guarantee.",
                    problem_file("gram_spectrum", "gram_spectrum.prm"), make_runs(), evaluate});
}
