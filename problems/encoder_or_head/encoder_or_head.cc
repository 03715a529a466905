// SPDX-License-Identifier: Apache-2.0
#include "run/problem_file.h"
#include "study/result_table.h"
#include "study/study.h"

#include <algorithm>

namespace {

using namespace rhoflow;

struct Scale {
  std::string alpha, beta;
};

/// From the mean-field scales towards the lazy ones.
const std::vector<Scale> scales{{"1", "1"}, {"2", "2"}, {"4", "4"},
                                {"8", "8"}, {"4", "1"}, {"1", "4"}};
const std::vector<std::string> parts{"both", "encoder", "head"};
/// The head's pace is beta^2: beta^2 t at the end, and the largest t.
constexpr double effective_time = 64., longest_time = 16.;

std::string run_name(const Scale &scale, const std::string &part) {
  return "alpha_" + scale.alpha + "_beta_" + scale.beta + "_train_" + part;
}

std::vector<StudyRun> make_runs() {
  std::vector<StudyRun> runs;
  for (const Scale &scale : scales)
    for (const std::string &part : parts) {
      const double beta = std::stod(scale.beta);
      const double end = std::min(longest_time, effective_time / (beta * beta));
      runs.push_back({run_name(scale, part),
                      {"Network/Alpha=" + scale.alpha, "Network/Beta=" + scale.beta,
                       "Network/Train=" + part, "Time/End time=" + std::to_string(end),
                       "Time/Output interval=" + std::to_string(end / 32.)}});
    }
  return runs;
}

/// int dE of the encoder's part of the Gram form over int dE of both: its share in what was learnt.
double encoder_share(const RunTable &theory) {
  const std::vector<double> &time = theory.column("time");
  const std::vector<double> &encoder = theory.column("gram_form_encoder");
  const std::vector<double> &head = theory.column("gram_form_head");
  double by_encoder = 0., by_both = 0.;
  for (std::size_t i = 0; i + 1 < time.size(); ++i) {
    const double dt = time[i + 1] - time[i];
    by_encoder += 0.5 * dt * (encoder[i] + encoder[i + 1]);
    by_both += 0.5 * dt * (encoder[i] + head[i] + encoder[i + 1] + head[i + 1]);
  }
  return by_both > 0. ? by_encoder / by_both : 0.;
}

void evaluate(const StudyResults &results, std::ostream &out) {
  ResultTable table({"alpha", "beta", "trained", "end time", "loss at start", "loss at end",
                     "encoder's share", "KL head", "KL encoder", "path head", "path encoder"});
  for (const Scale &scale : scales) {
    for (const std::string &part : parts) {
      const RunTable theory = results.table(run_name(scale, part), "theory.csv");
      table.add_row({std::stod(scale.alpha), std::stod(scale.beta), part, theory.last("time"),
                     theory.column("loss").front(), theory.last("loss"), encoder_share(theory),
                     theory.last("kl_head_by_rate"), theory.last("kl_encoder_by_rate"),
                     theory.last("path_head"), theory.last("path_encoder")});
    }
  }
  table.write_csv(results.folder() + "/table.csv");
  table.print(out);
}

} // namespace

/// Which part of the network learns: encoder and head trained together and alone.
int main(int argc, char **argv) {
  return run_study(argc, argv,
                   {"encoder_or_head",
                    "Trains encoder and head together and alone, for several scales.",
                    problem_file("encoder_or_head", "encoder_or_head.prm"), make_runs(), evaluate});
}
