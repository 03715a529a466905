// SPDX-License-Identifier: Apache-2.0
#include "run/problem_file.h"
#include "study/result_table.h"
#include "study/study.h"

#include <algorithm>

namespace {

using namespace rhoflow;

const std::vector<std::string> coefficients{"0", "0.02", "0.1", "0.25", "0.5"};

std::string run_name(const std::string &lambda) {
  return "lambda_" + lambda;
}

std::vector<StudyRun> make_runs() {
  std::vector<StudyRun> runs;
  for (const std::string &lambda : coefficients)
    runs.push_back(
        {run_name(lambda),
         {lambda == "0" ? "Regularization/Type=none" : "Regularization/Type=decaying quadratic",
          "Regularization/Coefficient=" + lambda}});
  return runs;
}

/// The first time at which @p values are below @p share of their start, or -1.
double time_below(const RunTable &table, const std::string &column, double share) {
  const std::vector<double> &time = table.column("time"), &values = table.column(column);
  for (std::size_t i = 0; i < time.size(); ++i)
    if (values[i] < share * values.front())
      return time[i];
  return -1.;
}

void evaluate(const StudyResults &results, std::ostream &out) {
  ResultTable table({"lambda", "E at start", "E at end", "E(end) / E(0)", "E_t at end",
                     "t: E below 1e-3 E(0)", "t: E below 1e-4 E(0)", "decay_rate at end",
                     "KL encoder", "path encoder", "smallest ratio", "negative mass"});
  for (const std::string &lambda : coefficients) {
    const std::string run = run_name(lambda);
    const RunTable statistics = results.table(run), theory = results.table(run, "theory.csv");
    const std::vector<double> &loss = statistics.column("loss");
    table.add_row({std::stod(lambda), loss.front(), loss.back(), loss.back() / loss.front(),
                   statistics.last("objective"), time_below(statistics, "loss", 1e-3),
                   time_below(statistics, "loss", 1e-4), theory.last("decay_rate"),
                   theory.last("kl_encoder_by_rate"), theory.last("path_encoder"),
                   theory.last("support_encoder"), theory.last("negative_mass_encoder")});
  }
  table.write_csv(results.folder() + "/table.csv");
  table.print(out);
}

} // namespace

/// The loss with and without the decaying regulariser, and what becomes of the support.
int main(int argc, char **argv) {
  return run_study(argc, argv,
                   {"zero_loss_sweep",
                    "Follows the loss far down for several strengths of the regulariser.",
                    problem_file("zero_loss_sweep", "zero_loss_sweep.prm"), make_runs(), evaluate});
}
