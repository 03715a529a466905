// SPDX-License-Identifier: Apache-2.0
#include "run/particle_program.h"
#include "run/problem_file.h"
#include "study/study.h"
#include "study/torch_script.h"
#include "study/torch_timing.h"
#include "time_report.h"

#include <algorithm>

namespace {

using namespace rhoflow;
using namespace time_to_accuracy;

std::vector<std::string> density_settings(const DensityCase &size) {
  return {"Weights/Outer nodes=" + std::to_string(size.outer_nodes),
          "Weights/Inner cells=" + std::to_string(size.cells),
          "Weights/Inner degree=" + std::to_string(size.degree),
          std::string("Time/Tolerance=") + size.tolerance};
}

std::vector<std::string> particle_settings(const std::string &start, unsigned int neurons,
                                           unsigned int seed) {
  return {"Particles/Start=" + start, "Particles/Neurons=" + std::to_string(neurons),
          "Particles/Seed=" + std::to_string(seed)};
}

std::vector<std::string> quadrature_settings(unsigned int points) {
  return {"Particles/Start=quadrature", "Particles/Quadrature points=" + std::to_string(points),
          "Particles/Outer quadrature points=" + std::to_string(points / 4)};
}

/// What users of finite networks do: Euler layers, plain gradient descent.
std::vector<std::string> descent(std::vector<std::string> settings) {
  settings.insert(settings.end(),
                  {"Particles/Method=gradient descent", "Depth/Rule=euler",
                   "Depth/Nodes=" + std::to_string(descent_layers),
                   "Particles/Learning rate=" + std::to_string(5. / descent_steps)});
  return settings;
}

TorchTiming timing_of(unsigned int neurons) {
  TorchTiming timing;
  timing.neurons = neurons;
  timing.layers = descent_layers;
  timing.rate = 5. / descent_steps;
  timing.steps = std::clamp(1000000u / neurons, 50u, 2000u);
  timing.repeats = 3;
  return timing;
}

/// About the seconds of a finite network trained by Rhoflow, and of those trained by PyTorch.
double effort_of(unsigned int neurons) {
  return 1.6e-5 * neurons;
}
constexpr double torch_effort = 40.;

std::vector<StudyRun> make_runs() {
  std::vector<StudyRun> runs{{reference_name, density_settings(reference_case)}};
  // In rounds, so that what else the machine does for a moment hits one repeat of each.
  for (unsigned int repeat = 1; repeat <= n_repeats; ++repeat)
    for (std::size_t k = 0; k < density_cases.size(); ++k)
      runs.push_back({density_name(k, repeat), density_settings(density_cases[k]), {}, 0.1});
  for (const std::string &start : {std::string("random"), std::string("sobol")})
    for (const unsigned int neurons : particle_sizes)
      for (unsigned int seed = 1; seed <= n_seeds; ++seed)
        runs.push_back({particle_name(start, neurons, seed),
                        particle_settings(start, neurons, seed), run_particle_training,
                        effort_of(neurons)});
  for (unsigned int repeat = 1; repeat <= n_repeats; ++repeat)
    for (const unsigned int points : quadrature_sizes)
      runs.push_back({quadrature_name(points, repeat), quadrature_settings(points),
                      run_particle_training, 0.2});
  runs.push_back({descent_limit_name, descent(quadrature_settings(64)), run_particle_training});
  for (const unsigned int neurons : torch_sizes) {
    for (unsigned int seed = 1; seed <= n_seeds; ++seed)
      runs.push_back({particle_name("descent", neurons, seed),
                      descent(particle_settings("random", neurons, seed)), run_particle_training,
                      effort_of(neurons)});
    runs.push_back({torch_name(neurons),
                    {},
                    torch_timing(timing_of(neurons), reference_name),
                    torch_effort,
                    {TorchScript().path()}});
  }
  return runs;
}

} // namespace

/// What a digit of the loss costs: the density, finite networks of Rhoflow, PyTorch.
int main(int argc, char **argv) {
  return run_study(argc, argv,
                   {"time_to_accuracy",
                    "Wall time against the error of the loss: density, finite networks, PyTorch.",
                    problem_file("time_to_accuracy", "time_to_accuracy.prm"), make_runs(), report});
}
