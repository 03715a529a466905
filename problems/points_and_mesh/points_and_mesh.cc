// SPDX-License-Identifier: Apache-2.0
#include "counted_run.h"
#include "points_and_mesh_report.h"
#include "run/particle_program.h"
#include "run/point_program.h"
#include "run/problem_file.h"
#include "run/program.h"
#include "study/study.h"
#include "study/torch_script.h"
#include "study/torch_timing.h"

#include <algorithm>

namespace points_and_mesh {

namespace {

using namespace rhoflow;

StudyRun run_of(const Space &space, const std::string &name, const std::vector<std::string> &more,
                const ProgramAction &action, double effort) {
  StudyRun run{name, space.settings, counted(action), effort};
  run.settings.insert(run.settings.end(), more.begin(), more.end());
  return run;
}

std::vector<std::string> mesh_settings(const MeshCase &size) {
  return {"Weights/Outer nodes=" + std::to_string(size.outer_nodes),
          "Weights/Inner cells=" + std::to_string(size.cells),
          "Weights/Inner degree=" + std::to_string(size.degree)};
}

ExitStatus run_on_mesh(const CommandLine &command_line, const Communicator &communicator) {
  return run_density_flow(general_program(), command_line, communicator);
}

/// Efforts are about seconds.
void add_meshes(const Space &space, std::vector<StudyRun> &runs) {
  std::vector<std::string> reference = mesh_settings(space.reference);
  reference.emplace_back("Time/Tolerance=1e-7");
  const bool large = space.name != "R3";
  runs.push_back(run_of(space, reference_name(space), reference, run_on_mesh, large ? 20. : 1.));
  // In rounds, so that what else the machine does for a moment hits one repeat of each.
  for (unsigned int repeat = 1; repeat <= space.repeats; ++repeat)
    for (std::size_t k = 0; k < space.meshes.size(); ++k)
      runs.push_back(run_of(space, mesh_name(space, k, repeat), mesh_settings(space.meshes[k]),
                            run_on_mesh, large ? 1. + double(k) : 0.1));
}

void add_points(const Space &space, std::vector<StudyRun> &runs) {
  for (const unsigned int number : space.lattices)
    for (unsigned int seed = 1; seed <= n_seeds; ++seed)
      runs.push_back(
          run_of(space, points_name(space, "lattice", number, seed),
                 {"Points/Number=" + std::to_string(number), "Points/Seed=" + std::to_string(seed)},
                 run_point_training, 0.1 + 1e-4 * number));
  for (const std::string &kind : {std::string("sobol"), std::string("random")})
    for (const unsigned int number : space.neurons)
      for (unsigned int seed = 1; seed <= n_seeds; ++seed)
        runs.push_back(
            run_of(space, points_name(space, kind, number, seed),
                   {"Particles/Start=" + kind, "Particles/Neurons=" + std::to_string(number),
                    "Particles/Seed=" + std::to_string(seed)},
                   run_particle_training, 0.1 + 2e-5 * number));
}

/// What users of finite networks do: gradient descent, many Euler layers, automatic
/// differentiation.
void add_torch(const Space &space, std::vector<StudyRun> &runs) {
  constexpr unsigned int work = 80000, least_steps = 8; // neurons times steps
  const TorchScript script;
  if (!script.can_run())
    return;
  for (const unsigned int neurons : space.torch_sizes) {
    TorchTiming timing;
    timing.neurons = neurons;
    timing.layers = descent_layers;
    timing.rate = 1. / descent_steps;
    timing.steps = std::max(work / neurons, least_steps);
    runs.push_back({torch_name(space, neurons),
                    {},
                    torch_timing(timing, reference_name(space)),
                    10.,
                    {script.path()}});
  }
}

std::vector<StudyRun> make_runs() {
  std::vector<StudyRun> runs;
  for (const Space &space : spaces()) {
    add_meshes(space, runs);
    add_points(space, runs);
    add_torch(space, runs);
  }
  return runs;
}

} // namespace

const std::vector<Space> &spaces() {
  static const std::vector<Space> all{
      {"R3",
       {"Data/Source=sine"},
       {32, 14, 6},
       1e-8,
       {{8, 8, 4}, {10, 8, 5}, {12, 10, 5}, {16, 12, 5}, {20, 12, 6}},
       3,
       {256, 1024, 4096, 16384},
       {100, 1000, 10000, 100000},
       {1000, 10000}},
      {"R5",
       {"Data/Source=two spirals"},
       {8, 6, 8},
       5e-7,
       {{6, 4, 4}, {6, 4, 6}, {6, 4, 8}, {6, 6, 6}},
       1,
       {256, 1024, 4096, 16384},
       {100, 1000, 10000, 100000},
       {1000, 10000}}};
  return all;
}

std::string reference_name(const Space &space) {
  return space.name + "_reference";
}

std::string mesh_name(const Space &space, std::size_t k, unsigned int repeat) {
  return space.name + "_mesh_" + std::to_string(k) + "_repeat" + std::to_string(repeat);
}

std::string points_name(const Space &space, const std::string &kind, unsigned int number,
                        unsigned int seed) {
  return space.name + '_' + kind + '_' + std::to_string(number) + "_seed" + std::to_string(seed);
}

std::string torch_name(const Space &space, unsigned int neurons) {
  return space.name + "_torch_" + std::to_string(neurons);
}

} // namespace points_and_mesh

/// What a digit of the loss costs on a mesh and on points, with one and with two inputs.
int main(int argc, char **argv) {
  return rhoflow::run_study(argc, argv,
                            {"points_and_mesh",
                             "Processor time against the error of the loss, in three and five "
                             "dimensions: mesh, points, PyTorch.",
                             rhoflow::problem_file("points_and_mesh", "points_and_mesh.prm"),
                             points_and_mesh::make_runs(), points_and_mesh::report});
}
