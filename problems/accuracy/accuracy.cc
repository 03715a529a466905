// SPDX-License-Identifier: Apache-2.0
#include "run/problem_file.h"
#include "study/result_table.h"
#include "study/study.h"

#include <algorithm>
#include <cmath>
#include <map>

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

/// How a resolution comes about: chosen for a goal, or given by hand.
struct Grid {
  std::string name;
  std::vector<std::string> settings;            ///< with one input
  std::vector<std::string> settings_two_inputs; ///< with two
};

Grid chosen_for(const std::string &goal) {
  return {goal, {"Accuracy/Loss=" + goal}, {"Accuracy/Loss=" + goal}};
}

const std::vector<Grid> grids{
    chosen_for("1e-2"),
    chosen_for("1e-3"),
    {"coarse",
     {"Weights/Outer nodes=10", "Weights/Inner cells=8", "Weights/Inner degree=3",
      "Weights/Half width=6", "Depth/Nodes=2", "Time/Tolerance=1e-3"},
     {"Weights/Outer nodes=6", "Weights/Inner cells=6", "Weights/Inner degree=3",
      "Weights/Half width=5", "Depth/Nodes=2", "Time/Tolerance=1e-3"}},
    {"default", {}, {"Weights/Outer nodes=8", "Weights/Inner cells=8", "Depth/Nodes=3"}},
};
const Grid reference_grid = chosen_for("2e-5");

bool has_two_inputs(const Problem &problem) {
  return problem.name == "circles" || problem.name == "xor";
}

/// Few Hermite functions carry a start that is much narrower than they are.
bool needs_many_outer_nodes(const Problem &problem) {
  return problem.name == "narrow start";
}

std::string folder_of(const Problem &problem, const Grid &grid) {
  std::string name = problem.name + "_" + grid.name;
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

StudyRun run_of(const Problem &problem, const Grid &grid) {
  StudyRun run{folder_of(problem, grid), problem.settings};
  const std::vector<std::string> &more =
      has_two_inputs(problem) ? grid.settings_two_inputs : grid.settings;
  run.settings.insert(run.settings.end(), more.begin(), more.end());
  if (needs_many_outer_nodes(problem))
    run.settings.insert(run.settings.end(), {"Weights/Outer nodes=40", "Weights/Inner cells=16",
                                             "Weights/Half width=2.5"});
  return run;
}

std::vector<StudyRun> make_runs() {
  std::vector<StudyRun> runs;
  for (const Problem &problem : problems) {
    for (const Grid &grid : grids)
      runs.push_back(run_of(problem, grid));
    runs.push_back(run_of(problem, reference_grid));
    runs.back().effort = 6.;
  }
  return runs;
}

/// What the estimates of one run are worth.
struct Verdict {
  double largest_error = 0., estimate_there = 0.; ///< relative, where the error is largest
  /// Estimate over error, at every output time at which the error is more than that of the
  /// reference by its own estimate: less is not known.
  std::vector<double> ratios;
};

Verdict judge(const RunTable &run, const RunTable &reference) {
  const std::vector<double> loss = run.column("loss"), estimate = run.column("loss_error"),
                            exact = reference.column("loss"),
                            uncertainty = reference.column("loss_error");
  constexpr double least_share = 1e-3, rounding = 1e-9;
  Verdict verdict;
  for (std::size_t k = 0; k < loss.size(); ++k) {
    const double scale = std::max(exact[k], least_share * exact[0]);
    const double error = std::abs(loss[k] - exact[k]) / scale;
    if (error < rounding)
      continue;
    if (error > uncertainty[k] / scale)
      verdict.ratios.push_back(estimate[k] / scale / error);
    if (error > verdict.largest_error) {
      verdict.largest_error = error;
      verdict.estimate_there = estimate[k] / scale;
    }
  }
  return verdict;
}

void print_shares(const std::string &grid, const std::vector<double> &ratios, std::ostream &out) {
  const auto share = [&](double lower, double upper) {
    return 100. *
           double(std::count_if(ratios.begin(), ratios.end(),
                                [&](double ratio) { return ratio >= lower && ratio <= upper; })) /
           double(ratios.size());
  };
  out << grid << ": " << ratios.size()
      << " output times: estimate over error between 0.5 and 10 at " << share(0.5, 10.)
      << " %, above 10 at " << share(10., HUGE_VAL) << " %, below 0.3 at " << share(0., 0.3)
      << " %\n";
}

void evaluate(const StudyResults &results, std::ostream &out) {
  ResultTable table({"problem", "grid", "largest error", "estimate there", "least estimate/error",
                     "largest estimate/error", "seconds"});
  std::map<std::string, std::vector<double>> ratios; // by the kind of grid
  for (const Problem &problem : problems) {
    const RunTable reference = results.table(folder_of(problem, reference_grid), "errors.csv");
    for (const Grid &grid : grids) {
      const std::string folder = folder_of(problem, grid);
      const Verdict verdict = judge(results.table(folder, "errors.csv"), reference);
      const auto [least, most] = std::minmax_element(verdict.ratios.begin(), verdict.ratios.end());
      const bool any = !verdict.ratios.empty();
      table.add_row({problem.name, grid.name, verdict.largest_error, verdict.estimate_there,
                     any ? *least : std::nan(""), any ? *most : std::nan(""),
                     results.seconds(folder)});
      std::vector<double> &kind = ratios[grid.name];
      kind.insert(kind.end(), verdict.ratios.begin(), verdict.ratios.end());
    }
  }
  table.write_csv(results.folder() + "/table.csv");
  table.print(out);
  for (const auto &[grid, of_grid] : ratios)
    print_shares(grid, of_grid, out);
}

} // namespace

/// What the estimated errors of runs with the section Accuracy are worth.
int main(int argc, char **argv) {
  return run_study(
      argc, argv,
      {"accuracy",
       "Holds the estimated errors of runs, on grids chosen by the program and given by "
       "hand, against finer runs.",
       problem_file("accuracy", "accuracy.prm"), make_runs(), evaluate});
}
