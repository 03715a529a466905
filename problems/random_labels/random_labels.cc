#include "rhoflow/io/images/line_plot.h"
#include "rhoflow/study/result_table.h"
#include "rhoflow/study/study.h"

#include <algorithm>

namespace {

using namespace rhoflow;

const std::vector<std::string> samples{"4", "6", "8", "12", "16", "24"};
const std::vector<std::string> seeds{"1", "2", "3", "4", "5"};

std::string run_name(const std::string &n, const std::string &seed) {
  return "samples_" + n + (seed.empty() ? "_sine" : "_seed_" + seed);
}

std::vector<StudyRun> make_runs() {
  std::vector<StudyRun> runs;
  for (const std::string &n : samples) {
    runs.push_back({run_name(n, ""), {"Data/Source=sine", "Data/Samples=" + n}});
    for (const std::string &seed : seeds)
      runs.push_back({run_name(n, seed),
                      {"Data/Source=random labels", "Data/Samples=" + n, "Data/Seed=" + seed}});
  }
  return runs;
}

/// What remains of the loss.
double remainder(const RunTable &theory) {
  return theory.last("loss") / theory.column("loss").front();
}

void evaluate(const StudyResults &results, std::ostream &out) {
  ResultTable table({"n", "sine: loss left", "random: median loss left", "least", "largest",
                     "sine: KL head", "random: median KL head"});
  LinePlot training("Random labels", "training time t", "E(t) / E(0)", true);
  int color = 0;
  for (const std::string &n : samples) {
    std::vector<double> left, entropy;
    for (const std::string &seed : seeds) {
      const RunTable theory = results.table(run_name(n, seed), "theory.csv");
      left.push_back(remainder(theory));
      entropy.push_back(theory.last("kl_head_by_rate"));
      std::vector<double> ratio = theory.column("loss");
      for (double &value : ratio)
        value /= theory.column("loss").front();
      training.add_curve({seed == seeds.front() ? "n = " + n : "", theory.column("time"), ratio,
                          color, CurveStyle::line});
    }
    ++color;
    std::sort(left.begin(), left.end());
    std::sort(entropy.begin(), entropy.end());
    const RunTable sine = results.table(run_name(n, ""), "theory.csv");
    table.add_row({std::stod(n), remainder(sine), left[left.size() / 2], left.front(), left.back(),
                   sine.last("kl_head_by_rate"), entropy[entropy.size() / 2]});
  }
  table.write_csv(results.folder() + "/table.csv");
  table.print(out);
  training.write_png(results.folder() + "/training.png");
  LinePlot plot("Loss left at the end of training", "n", "E / E(0)", true);
  plot.set_log_x();
  plot.add_curve({"sine", table.numbers("n"), table.numbers("sine: loss left"), 0,
                  CurveStyle::line_and_points});
  plot.add_curve({"random labels, median", table.numbers("n"),
                  table.numbers("random: median loss left"), 1, CurveStyle::line_and_points});
  for (const char *column : {"least", "largest"})
    plot.add_curve({"", table.numbers("n"), table.numbers(column), 1, CurveStyle::dashed_line});
  plot.write_png(results.folder() + "/samples.png");
}

} // namespace

/// Labels that have nothing to do with the inputs: how fast are they fitted?
int main(int argc, char **argv) {
  return run_study(argc, argv,
                   {"random_labels", "Fits random labels and compares with those of a sine.",
                    RHOFLOW_PROBLEM_DIR "/random_labels.prm", make_runs(), evaluate});
}
