// SPDX-License-Identifier: Apache-2.0
#include "many_inputs_report.h"
#include "run/point_program.h"
#include "run/problem_file.h"
#include "study/study.h"

namespace {

using namespace rhoflow;
using namespace many_inputs;

/// The efforts are about seconds.
std::vector<StudyRun> make_runs() {
  std::vector<StudyRun> runs;
  for (const unsigned int d : inputs) {
    const std::string number = "Data/Inputs=" + std::to_string(d);
    runs.push_back({run_name(plane_name, d, 1),
                    {"Data/Source=two spirals", number},
                    run_point_training,
                    2. + d});
    for (const std::string &source : random_sources)
      for (unsigned int set = 1; set <= n_sets; ++set)
        runs.push_back({run_name(source, d, set),
                        {"Data/Source=" + source, number, "Data/Test samples=500",
                         "Data/Seed=" + std::to_string(set)},
                        run_point_training,
                        1. + 0.5 * d});
  }
  return runs;
}

} // namespace

/// The same plane in more and more inputs, and labels that need two of them: what is learnt, what
/// it costs in relative entropy, the Gram matrices, and what the error bars do.
int main(int argc, char **argv) {
  StudyDescription description{
      "many_inputs", "Measures what more inputs do to test error, relative entropy and spectra.",
      problem_file("many_inputs", "many_inputs.prm"), make_runs(), report};
  description.files = result_files;
  return run_study(argc, argv, description);
}
