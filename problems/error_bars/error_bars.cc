// SPDX-License-Identifier: Apache-2.0
#include "error_bars_report.h"
#include "run/point_program.h"
#include "run/problem_file.h"
#include "study/study.h"

#include <algorithm>

namespace error_bars {

namespace {

using namespace rhoflow;

constexpr unsigned int reference_seed = 1000;

std::string folder_of(std::string name) {
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

const Problem &problem_of(const std::string &name) {
  return *std::find_if(problems().begin(), problems().end(),
                       [&](const Problem &problem) { return problem.name == name; });
}

StudyRun run_of(const Problem &problem, const std::string &name,
                const std::vector<std::string> &more, double effort) {
  StudyRun run{name, problem.settings, run_point_training, effort * (0.5 + 0.5 * problem.inputs)};
  run.settings.insert(run.settings.end(), more.begin(), more.end());
  return run;
}

/// Many more points than the runs have; with more inputs, where errors fall slowly, more shifts.
std::vector<std::string> reference_settings(const Problem &problem) {
  const bool many = problem.inputs > 1;
  return {many ? "Points/Number=4096" : "Points/Number=8192",
          many ? "Points/Shifts=16" : "Points/Shifts=8",
          "Points/Seed=" + std::to_string(reference_seed)};
}

std::vector<StudyRun> make_runs() {
  std::vector<StudyRun> runs;
  for (const Problem &problem : problems()) {
    for (unsigned int seed = 1; seed <= n_seeds; ++seed)
      runs.push_back(
          run_of(problem, seed_name(problem, seed), {"Points/Seed=" + std::to_string(seed)}, 0.1));
    runs.push_back(run_of(problem, reference_name(problem), reference_settings(problem), 1.6));
  }
  for (const std::string &name : smooth_problems)
    for (const unsigned int number : point_numbers)
      for (unsigned int seed = 1; seed <= n_slope_seeds; ++seed)
        runs.push_back(run_of(
            problem_of(name), number_name(name, number, seed),
            {"Points/Number=" + std::to_string(number), "Points/Seed=" + std::to_string(seed)},
            number / 5120.));
  return runs;
}

} // namespace

const std::vector<Problem> &problems() {
  static const std::vector<Problem> all{
      {"sine", 1, {"Data/Source=sine"}},
      {"sine, strong", 1, {"Data/Source=sine", "Data/Frequency=2", "Network/Beta=10"}},
      {"step, fixed head", 1, {"Data/Source=step", "Network/Head=fixed", "Network/Alpha=3"}},
      {"polynomial, erf",
       1,
       {"Data/Source=polynomial", "Data/Coefficients=0.2, -1, 0, 1.5", "Network/Activation=erf"}},
      {"random labels", 1, {"Data/Source=random labels", "Network/Beta=5"}},
      {"sine, regulariser",
       1,
       {"Data/Source=sine", "Network/Beta=1", "Regularization/Type=decaying quadratic",
        "Regularization/Coefficient=0.3"}},
      {"spirals", 2, {"Data/Source=two spirals"}},
      {"circles, fixed head",
       2,
       {"Data/Source=circles", "Network/Head=fixed", "Network/Head vector=1, 0.5",
        "Network/Alpha=3"}},
      {"xor, strong", 2, {"Data/Source=xor", "Network/Alpha=2", "Network/Beta=10"}},
      {"moons, regulariser",
       2,
       {"Data/Source=moons", "Regularization/Type=decaying quadratic",
        "Regularization/Coefficient=0.3"}},
      {"random spirals, head alone", 2, {"Data/Source=random spirals", "Network/Train=head"}},
      {"spirals in three", 3, {"Data/Source=two spirals", "Data/Inputs=3"}},
      {"multi-index of three", 3, {"Data/Source=multi-index", "Data/Inputs=3"}},
      {"parity of three, strong", 3, {"Data/Source=parity", "Data/Inputs=3", "Network/Beta=10"}},
      {"xor in three, regulariser",
       3,
       {"Data/Source=xor", "Data/Inputs=3", "Regularization/Type=decaying quadratic",
        "Regularization/Coefficient=0.3"}},
      {"multi-index of four", 4, {"Data/Source=multi-index", "Data/Inputs=4"}},
      {"circles in four, fixed head",
       4,
       {"Data/Source=circles", "Data/Inputs=4", "Network/Head=fixed",
        "Network/Head vector=1, 0.5, 0, -0.5", "Network/Alpha=3"}},
      {"parity of four, weak", 4, {"Data/Source=parity", "Data/Inputs=4", "Network/Beta=1"}},
      {"multi-index of five", 5, {"Data/Source=multi-index", "Data/Inputs=5"}},
      {"moons in five, strong", 5, {"Data/Source=moons", "Data/Inputs=5", "Network/Beta=10"}},
  };
  return all;
}

std::string reference_name(const Problem &problem) {
  return folder_of(problem.name + " reference");
}

std::string seed_name(const Problem &problem, unsigned int seed) {
  return folder_of(problem.name + " seed " + std::to_string(seed));
}

std::string number_name(const std::string &problem, unsigned int number, unsigned int seed) {
  return folder_of(problem + " points " + std::to_string(number) + " seed " + std::to_string(seed));
}

} // namespace error_bars

/// Whether the errors that points print are true.
int main(int argc, char **argv) {
  rhoflow::StudyDescription description{
      "error_bars", "Counts how often true values lie within the errors that points print.",
      rhoflow::problem_file("error_bars", "error_bars.prm"), error_bars::make_runs(),
      error_bars::report};
  description.files = error_bars::result_files;
  return rhoflow::run_study(argc, argv, description);
}
