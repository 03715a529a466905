// SPDX-License-Identifier: Apache-2.0
#include "run/problem_file.h"
#include "study/result_table.h"
#include "study/study.h"

#include <algorithm>
#include <cmath>

namespace {

using namespace rhoflow;

struct Problem {
  std::string name;
  std::vector<std::string> settings;
};

/// One and two inputs, weak and strong training, both bases, fixed and trained head, regulariser,
/// noise, few samples and many.
const std::vector<Problem> problems{
    {"sine", {}},
    {"long", {"Time/End time=30", "Time/Output interval=3"}},
    {"two samples", {"Data/Samples=2"}},
    {"many samples", {"Data/Samples=200"}},
    {"noisy labels", {"Data/Label noise=0.3"}},
    {"alpha 5", {"Network/Alpha=5"}},
    {"alpha 20", {"Network/Alpha=20", "Time/End time=1", "Time/Output interval=0.1"}},
    {"beta 3", {"Network/Beta=3"}},
    {"beta 10", {"Network/Beta=10", "Time/End time=1", "Time/Output interval=0.1"}},
    {"beta 30", {"Network/Beta=30", "Time/End time=0.3", "Time/Output interval=0.05"}},
    {"sine activation", {"Network/Activation=sine"}},
    {"erf", {"Network/Activation=erf"}},
    {"logistic", {"Network/Activation=logistic", "Network/Beta=5"}},
    {"softplus", {"Network/Activation=softplus"}},
    {"fixed head", {"Network/Head=fixed", "Network/Alpha=3"}},
    {"head alone", {"Network/Train=head", "Network/Beta=3"}},
    {"Euler layers", {"Depth/Rule=euler", "Depth/Nodes=6"}},
    {"narrow start",
     {"Weights/Initial variance=0.04", "Weights/Head initial variance=0.04", "Network/Beta=3"}},
    {"skew start", {"Weights/Head initial mean=0.5, 0.3, 0.2"}},
    {"regulariser", {"Regularization/Type=decaying quadratic", "Regularization/Coefficient=0.3"}},
    {"noise", {"Noise/Temperature=0.1", "Noise/Confinement=0.1"}},
    {"weak noise", {"Noise/Temperature=0.01", "Noise/Confinement=0.1", "Network/Beta=3"}},
    {"circles",
     {"Data/Source=circles", "Network/Beta=4", "Time/End time=1", "Time/Output interval=0.1"}},
    {"xor",
     {"Data/Source=xor", "Network/Alpha=2", "Network/Beta=4", "Time/End time=1",
      "Time/Output interval=0.1"}},
};

const std::vector<std::string> goals{"1e-2", "1e-3"};
const std::string reference_goal = "2e-5";

std::string folder_of(const Problem &problem, const std::string &goal) {
  std::string name = problem.name + "_" + goal;
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

std::vector<StudyRun> make_runs() {
  std::vector<StudyRun> runs;
  for (const Problem &problem : problems)
    for (const std::string &goal : {goals[0], goals[1], reference_goal}) {
      StudyRun run{folder_of(problem, goal), problem.settings};
      run.settings.push_back("Accuracy/Loss=" + goal);
      run.effort = goal == reference_goal ? 6. : 1.;
      runs.push_back(run);
    }
  return runs;
}

/// What the estimates of one run are worth.
struct Verdict {
  double largest_error = 0., estimate_there = 0.; ///< relative, where the error is largest
  std::vector<double> ratios;                     ///< estimate over error, at every output time
};

Verdict judge(const RunTable &run, const RunTable &reference) {
  const std::vector<double> loss = run.column("loss"), estimate = run.column("loss_error"),
                            exact = reference.column("loss");
  constexpr double least_share = 1e-3, rounding = 1e-9;
  Verdict verdict;
  for (std::size_t k = 0; k < loss.size(); ++k) {
    const double scale = std::max(exact[k], least_share * exact[0]);
    const double error = std::abs(loss[k] - exact[k]) / scale;
    if (error < rounding)
      continue;
    verdict.ratios.push_back(estimate[k] / scale / error);
    if (error > verdict.largest_error) {
      verdict.largest_error = error;
      verdict.estimate_there = estimate[k] / scale;
    }
  }
  return verdict;
}

void evaluate(const StudyResults &results, std::ostream &out) {
  ResultTable table({"problem", "goal", "largest error", "estimate there", "least estimate/error",
                     "largest estimate/error", "seconds"});
  std::vector<double> all;
  for (const Problem &problem : problems) {
    const RunTable reference = results.table(folder_of(problem, reference_goal), "errors.csv");
    for (const std::string &goal : goals) {
      const std::string folder = folder_of(problem, goal);
      const Verdict verdict = judge(results.table(folder, "errors.csv"), reference);
      const auto [least, most] = std::minmax_element(verdict.ratios.begin(), verdict.ratios.end());
      const bool any = !verdict.ratios.empty();
      table.add_row({problem.name, std::stod(goal), verdict.largest_error, verdict.estimate_there,
                     any ? *least : std::nan(""), any ? *most : std::nan(""),
                     results.seconds(folder)});
      all.insert(all.end(), verdict.ratios.begin(), verdict.ratios.end());
    }
  }
  table.write_csv(results.folder() + "/table.csv");
  table.print(out);
  const auto share = [&](double lower, double upper) {
    return 100. *
           double(std::count_if(all.begin(), all.end(),
                                [&](double ratio) { return ratio >= lower && ratio <= upper; })) /
           double(all.size());
  };
  out << all.size() << " output times: estimate over error between 0.5 and 10 at "
      << share(0.5, 10.) << " %, above 10 at " << share(10., HUGE_VAL) << " %, below 0.3 at "
      << share(0., 0.3) << " %\n";
}

} // namespace

/// What the estimated errors of runs with the section Accuracy are worth.
int main(int argc, char **argv) {
  return run_study(argc, argv,
                   {"accuracy",
                    "Holds the estimated errors of runs whose resolution is chosen by the program "
                    "against finer runs.",
                    problem_file("accuracy", "accuracy.prm"), make_runs(), evaluate});
}
