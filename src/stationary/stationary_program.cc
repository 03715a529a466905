// SPDX-License-Identifier: Apache-2.0
#include "stationary/stationary_program.h"

#include "rhoflow/base/errors.h"
#include "run/density_observers.h"
#include "run/density_run.h"
#include "run/program_frame.h"
#include "run/training_run.h"
#include "stationary/stationary_tables.h"

#include <iostream>
#include <sstream>

namespace rhoflow {

namespace {

const ProgramTitle title{
    "rhoflow-stationary",
    "Finds the limits of training with noise as time goes to infinity, from the "
    "fixed point of their potentials.",
    "", "_stationary"};

/// @throws InputError where there is no equilibrium to look for
void check_equilibrium(const Parameters &parameters, unsigned int dimension) {
  const NoiseParameters &noise = parameters.noise;
  const auto refuse = [](const std::string &key, const std::string &reason) {
    throw InputError("Noise/" + key + ": " + reason);
  };
  if (!(noise.temperature > 0.))
    refuse("Temperature = 0", "rhoflow-stationary needs noise; give a positive temperature");
  if (!(noise.confinement > 0.))
    refuse("Confinement = 0", "without it there is no limit; give a positive confinement");
  if (parameters.accuracy.is_asked_for())
    throw InputError(
        "Accuracy/Loss: rhoflow-stationary takes the resolution as it is given; set it "
        "and Accuracy/Predictions to 0");
  const NetworkParameters &network = parameters.network;
  if ((network.trains_encoder() && !noise.of(false).is_active()) ||
      (network.trains_head() && !noise.of(true).is_active()))
    refuse("Part = " + to_string(noise.part), "what is trained without noise has no limit; choose "
                                              "both, or set Network/Train to the same");
  const double variance = noise.temperature / noise.confinement;
  const GaussianMixture free{
      {1., std::vector<double>(dimension + 1, 0.), std::vector<double>(dimension + 1, variance)}};
  check_truncation(free, 0, parameters.weights.inner.half_width,
                   "equilibrium (variance Temperature/Confinement)");
}

/// All starts, one after the other, with a line for each.
template <int dim>
std::vector<SearchResult> search(const Parameters &parameters, const FlowState<dim> &state,
                                 bool quiet) {
  StationaryProblem<dim> problem(state);
  std::vector<SearchResult> results;
  std::string first_problem;
  for (unsigned int start = 0; start < parameters.stationary.starts; ++start) {
    SearchResult result;
    result.start = start;
    try {
      result.state = problem.solve(parameters.stationary, start);
      result.found = true;
    } catch (const RunError &error) {
      result.problem = error.what();
      if (first_problem.empty())
        first_problem = error.what();
    }
    if (!quiet && result.found)
      std::cout << "start " << start << ": loss " << result.state.network.loss << "  free energy "
                << result.state.free_energy << "  residual " << result.state.residual << "  "
                << result.state.iterations << " iterations\n"
                << std::flush;
    else if (!quiet)
      std::cout << "start " << start << ": " << result.problem << '\n' << std::flush;
    results.push_back(std::move(result));
  }
  if (number_limits(results) == 0)
    throw RunError(first_problem);
  return results;
}

template <int dim>
void fill_limit(FlowState<dim> &state, const StationaryState &limit) {
  const std::vector<AlignedVector> weights = quadrature_weights(state);
  for (std::size_t k = 0; k < state.densities.size(); ++k) {
    Density<dim> &density = state.densities[k];
    if (!density.trains || density.cells.empty())
      continue;
    const GridField &phi = limit.potentials[k];
    const GibbsDensity gibbs = gibbs_density(state.grid(k), weights[k], phi, density.noise);
    density.values = stored_part(*density.space, density.cells,
                                 gibbs_values(*density.space, gibbs, phi, density.noise));
  }
}

/// Whether several limits were found, and what is written of them.
std::string summary_of(const std::vector<SearchResult> &results) {
  unsigned int limits = 0, found = 0;
  for (const SearchResult &result : results) {
    limits = std::max(limits, result.limit);
    found += result.found ? 1 : 0;
  }
  std::ostringstream text;
  text << limits << (limits == 1 ? " limit" : " limits of different free energy") << " from "
       << found << " of " << results.size() << " starts; that of least free energy, "
       << lowest(results).state.free_energy << ", has the loss "
       << lowest(results).state.network.loss;
  return text.str();
}

/// The files of a limit.
std::vector<std::string> limit_files() {
  std::vector<std::string> files = density_result_files();
  files.insert(files.end(), {"stationary.csv", "limits.csv"});
  return files;
}

/// Searches while the folder of the results is this program's, so that nothing is refused only
/// after the search.
template <int dim>
std::vector<SearchResult> search_for_folder(const CommandLine &command_line,
                                            const DensityRunInput &input, const std::string &folder,
                                            const FlowState<dim> &state) {
  const ResultFolder reserved =
      reserve_folder(command_line, folder, title.name, limit_files(), state.communicator);
  return search(input.parameters, state, command_line.quiet || !state.communicator.is_root());
}

template <int dim>
void run_dimension(const CommandLine &command_line, const DensityRunInput &input,
                   const Communicator &communicator) {
  const std::string folder = result_folder_of(command_line, title);
  FlowState<dim> state = make_state<dim>(input.parameters, input.data.training, communicator);
  fill_starts(input.parameters, state);
  const std::vector<SearchResult> results = search_for_folder(command_line, input, folder, state);
  fill_limit(state, lowest(results).state);
  const auto flow = make_flow(input.parameters, std::move(state));

  RunRecord record(title.name);
  auto density_bytes = double(flow->memory());
  communicator.sum(&density_bytes, 1);
  describe_run(record, input.size, input.data.training, std::uint64_t(density_bytes), communicator);
  Parameters at_once = input.parameters; // the limit is all there is to write
  at_once.time.end_time = 0.;
  PlannedRun plan{*flow,      command_line,  at_once,    *input.file, folder,
                  title.name, limit_files(), input.data, {}};
  plan.make_observers = [&](const RunContext &run, ObserverList &observers) {
    make_density_observers(run, *flow, observers);
  };
  plan.at_end = [&] {
    communicator.on_root([&] {
      write_stationary(folder + "/stationary.csv", lowest(results).state);
      write_limits(folder + "/limits.csv", results);
    });
  };
  plan.report = [&](const TestResult &) { std::cout << summary_of(results) << '\n'; };
  perform_run(plan, record);
}

} // namespace

ExitStatus find_limits(const CommandLine &command_line, const Communicator &communicator) {
  DensityRunInput input(command_line);
  if (print_parameters(command_line, *input.file, communicator))
    return ExitStatus::done;
  if (command_line.resume)
    throw InputError("--resume: rhoflow-stationary has nothing to go on from; start it without");
  input.complete(command_line, communicator, check_equilibrium,
                 "inputs per sample; limits are found for one or two");
  if (command_line.validate) {
    if (!command_line.quiet && communicator.is_root())
      std::cout << "input is valid\n" << describe_size(input.size) << lines_of(input.data.remarks);
    return ExitStatus::done;
  }
  if (input.data.training.dimension == 1)
    run_dimension<2>(command_line, input, communicator);
  else
    run_dimension<3>(command_line, input, communicator);
  return ExitStatus::done;
}

int run_stationary_program(int argc, char **argv) {
  return run_in_frame(argc, argv, title, find_limits);
}

} // namespace rhoflow
