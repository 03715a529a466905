// SPDX-License-Identifier: Apache-2.0
#include "run/problem_file.h"
#include "study/result_table.h"
#include "study/study.h"

#include <cmath>

namespace {

using namespace rhoflow;

const std::vector<std::string> deviations{"0", "0.1", "0.2", "0.4", "0.8"};
const std::vector<std::string> seeds{"1", "2", "3"};

std::string run_name(const std::string &deviation, const std::string &seed) {
  return "deviation_" + deviation + "_seed_" + seed;
}

std::vector<StudyRun> make_runs() {
  std::vector<StudyRun> runs;
  for (const std::string &deviation : deviations)
    for (const std::string &seed : seeds)
      if (deviation != "0" || seed == seeds.front())
        runs.push_back(
            {run_name(deviation, seed), {"Data/Label noise=" + deviation, "Data/Seed=" + seed}});
  return runs;
}

/// Half the mean square distance of the predictions from the sine without noise.
double clean_loss(const RunTable &predictions) {
  const std::vector<double> &x = predictions.column("x0"), &f = predictions.column("prediction");
  double sum = 0.;
  for (std::size_t i = 0; i < x.size(); ++i)
    sum += std::pow(f[i] - std::sin(M_PI * x[i]), 2);
  return 0.5 * sum / double(x.size());
}

void evaluate(const StudyResults &results, std::ostream &out) {
  ResultTable table({"deviation", "seed", "loss at start", "loss at end", "clean loss at end",
                     "noise in labels", "KL head", "KL encoder"});
  for (const std::string &deviation : deviations) {
    for (const std::string &seed : seeds) {
      const std::string run = run_name(deviation, seed);
      if (deviation == "0" && seed != seeds.front())
        continue;
      const RunTable statistics = results.table(run);
      const RunTable theory = results.table(run, "theory.csv");
      const RunTable predictions = results.table(run, "predictions.csv");
      const std::vector<double> &x = predictions.column("x0"), &y = predictions.column("y");
      double noise = 0.;
      for (std::size_t i = 0; i < x.size(); ++i)
        noise += 0.5 * std::pow(y[i] - std::sin(M_PI * x[i]), 2) / double(x.size());
      table.add_row({std::stod(deviation), std::stod(seed), statistics.column("loss").front(),
                     statistics.last("loss"), clean_loss(predictions), noise,
                     theory.last("kl_head_by_rate"), theory.last("kl_encoder_by_rate")});
    }
  }
  table.write_csv(results.folder() + "/table.csv");
  table.print(out);
}

} // namespace

/// Labels with Gaussian noise: how much of the noise is learnt by the end of training.
int main(int argc, char **argv) {
  return run_study(argc, argv,
                   {"label_noise", "Trains on labels with noise and compares with the clean ones.",
                    problem_file("label_noise", "label_noise.prm"), make_runs(), evaluate});
}
