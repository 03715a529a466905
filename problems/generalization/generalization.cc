// SPDX-License-Identifier: Apache-2.0
#include "adam_run.h"
#include "generalization_report.h"
#include "run/particle_program.h"
#include "run/problem_file.h"
#include "study/study.h"
#include "study/torch_script.h"

namespace {

using namespace rhoflow;
using namespace generalization;

std::vector<std::string> training_set(unsigned int n, unsigned int set) {
  return {"Data/Samples=" + std::to_string(n), "Data/Seed=" + std::to_string(data_seed(n, set))};
}

/// The papers' network: Euler layers.
std::vector<std::string> finite_network(std::vector<std::string> settings, unsigned int set) {
  settings.insert(settings.end(),
                  {"Depth/Rule=euler", "Depth/Nodes=10", "Particles/Seed=" + std::to_string(set)});
  return settings;
}

/// The efforts are about seconds.
std::vector<StudyRun> make_runs() {
  std::vector<StudyRun> descents, densities;
  std::vector<AdamTraining> networks;
  for (const unsigned int n : samples)
    for (unsigned int set = 1; set <= n_sets; ++set) {
      const std::vector<std::string> data = training_set(n, set);
      descents.push_back(
          {descent_name(n, set), finite_network(data, set), run_particle_training, 1e-3 * n});
      networks.push_back({descent_name(n, set), adam_folder(n, set), data_seed(n, set)});
      densities.push_back({density_name(n, set), data, {}, 4. + 0.05 * n});
    }
  std::vector<StudyRun> runs = descents;
  runs.push_back({adam_name, {}, adam_run(networks), 60., {TorchScript().path()}});
  runs.insert(runs.end(), densities.begin(), densities.end());
  return runs;
}

} // namespace

/// The 0-1 error on fresh points against the number of samples, for the density and for finite
/// networks.
int main(int argc, char **argv) {
  return run_study(argc, argv,
                   {"generalization",
                    "Measures the 0-1 error on fresh points against the number of samples.",
                    problem_file("generalization", "generalization.prm"), make_runs(), report});
}
