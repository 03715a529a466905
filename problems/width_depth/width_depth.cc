// SPDX-License-Identifier: Apache-2.0
#include "run/particle_program.h"
#include "run/problem_file.h"
#include "study/line_fit.h"
#include "study/result_table.h"
#include "study/study.h"
#include "width_depth_report.h"

namespace {

using namespace rhoflow;
using namespace width_depth;

std::vector<std::string> network(const std::string &start, unsigned int neurons, unsigned int head,
                                 unsigned int seed) {
  return {"Particles/Start=" + start, "Particles/Neurons=" + std::to_string(neurons),
          "Particles/Head neurons=" + std::to_string(head),
          "Particles/Seed=" + std::to_string(seed)};
}

void add(std::vector<std::string> &settings, const std::vector<std::string> &more) {
  settings.insert(settings.end(), more.begin(), more.end());
}

std::vector<StudyRun> make_runs() {
  std::vector<StudyRun> runs{{limit_name(0), {}}};
  for (const unsigned int layers : depths)
    runs.push_back({limit_name(layers), euler(layers)});
  for (unsigned int seed = 1; seed <= n_seeds; ++seed) {
    for (const unsigned int neurons : widths)
      runs.push_back({coherent_name(0, neurons, seed), network("coherent", neurons, neurons, seed),
                      run_particle_training});
    for (const unsigned int layers : network_depths)
      for (const unsigned int neurons : network_widths) {
        // The head of the independent layers grows with the number of all neurons: else it would
        // set the error.
        for (const bool coherent : {true, false}) {
          std::vector<std::string> settings = euler(layers);
          add(settings, network(coherent ? "coherent" : "random", neurons,
                                coherent ? neurons : layers * neurons, seed));
          runs.push_back({coherent ? coherent_name(layers, neurons, seed)
                                   : independent_name(layers, neurons, seed),
                          settings, run_particle_training});
        }
      }
  }
  return runs;
}

} // namespace

/// Finite networks against their limit: the rates in width and depth.
int main(int argc, char **argv) {
  return run_study(argc, argv,
                   {"width_depth",
                    "Measures how fast finite networks approach the density, in width and depth.",
                    problem_file("width_depth", "width_depth.prm"), make_runs(), report});
}
