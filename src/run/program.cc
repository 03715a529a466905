// SPDX-License-Identifier: Apache-2.0
#include "run/program.h"

#include "base/stop_signals.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/run/setup.h"
#include "run/density_observers.h"
#include "run/density_run.h"
#include "run/init_program.h"
#include "run/program_frame.h"
#include "run/resolution/companions.h"
#include "run/resolution/finer_grid.h"
#include "run/resolution/resolution_search.h"
#include "run/resume.h"
#include "run/run_accuracy.h"
#include "run/step_time.h"
#include "run/training_run.h"
#include "statistics/measures.h"

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <optional>

namespace rhoflow {

namespace {

/// A time with three digits and its unit.
std::string short_time(double seconds) {
  char text[32];
  if (seconds < 1.)
    std::snprintf(text, sizeof text, "%.3g ms", 1e3 * seconds);
  else
    std::snprintf(text, sizeof text, "%.3g s", seconds);
  return text;
}

/// What to say of a run of these steps before it starts; empty: it is a matter of minutes.
std::string remark_on_pace(double step_time, const DataSet &data) {
  constexpr double usual_steps = 100, patience = 300.; // seconds
  constexpr std::size_t many_samples = 10000;
  if (usual_steps * step_time < patience)
    return {};
  std::string remedy = "set fewer Weights/Outer nodes and Weights/Inner cells";
  if (data.size() > many_samples)
    remedy = "take fewer samples";
  else if (data.dimension == 2)
    remedy = "in minutes set Weights/Outer nodes = 10, Weights/Inner cells = 8, "
             "Weights/Inner degree = 3, Depth/Nodes = 3";
  return "a step takes about " + short_time(step_time) +
         ", a run usually 50 to 500 of them; for a first look " + remedy + '\n';
}

/// Says so on the console, where it is worth the seconds that it takes to know. Collective.
void announce_pace(const DensityRunInput &input, const Communicator &communicator) {
  constexpr std::uint64_t fewest_degrees = 20000000; // below, a step takes less than seconds
  if (input.size.degrees_of_freedom / communicator.size() < fewest_degrees)
    return;
  const DataSet &data = input.data.training;
  const RunTimes times = measure_run_times(input.parameters, data, communicator);
  if (communicator.is_root())
    std::cout << remark_on_pace(times.step, data) << std::flush;
}

/// The answer to --validate. Collective over @p communicator.
void print_size(const DensityRunInput &input, const Communicator &communicator) {
  const DataSet &data = input.data.training;
  const RunTimes times = measure_run_times(input.parameters, data, communicator);
  if (communicator.is_root())
    std::cout << "input is valid\nsamples             " << data.size() << " with " << data.dimension
              << " input(s)\n"
              << describe_size(input.size) << "estimated step      " << short_time(times.step)
              << "\nestimated output    " << short_time(times.output) << '\n'
              << (times.fields > 0. ? "estimated fields    " + short_time(times.fields) + '\n' : "")
              << lines_of(input.data.remarks) << remark_on_pace(times.step, data);
}

/// Checkpoints of the first version have no seal. Collective.
/// @throws InputError if a density does not have the mass that it started with
template <int dim>
void require_masses(const FlowState<dim> &state, const ObserverStates &states) {
  const std::vector<double> &expected = observer_state(states, "start_masses");
  const std::vector<double> masses = masses_of(state);
  for (std::size_t k = 0; k < masses.size(); ++k)
    if (k >= expected.size() ||
        !(std::abs(masses[k] - expected[k]) <= 0.01 * std::abs(expected[k])))
      throw InputError("--resume: density " + std::to_string(k) +
                       " of the checkpoint has lost its mass, so the checkpoint is damaged; start "
                       "the run without --resume");
}

/// @param input to outlive what is returned
AccuracyMethods accuracy_methods(const std::string &program, const CommandLine &command_line,
                                 DensityRunInput &input, const Communicator &communicator) {
  using Say = AccuracyMethods::Say;
  AccuracyMethods methods;
  methods.program = program;
  methods.files = density_result_files();
  methods.chosen_thing = "resolution";
  methods.choose = [&](const Say &say) {
    if (input.data.training.dimension == 2 && !input.parameters.noise.is_active())
      say("accuracy: with two inputs and without noise rhoflow-points comes to an accuracy sooner");
    return choose_resolution(input.parameters, input.data.training, communicator, say);
  };
  methods.estimate = [&](const Say &say) -> std::optional<RunErrors> {
    TrialCache trials(input.data.training, communicator, {/*quantities*/ true});
    const auto errors = run_companions(input.parameters, trials);
    if (errors)
      return RunErrors{errors->estimate(), finer_settings(input.parameters), {}};
    say("the error of this run cannot be estimated: coarser runs fail");
    return std::nullopt;
  };
  methods.settings = [](const Parameters &chosen) { return resolution_settings(chosen); };
  methods.remedies = [&] { return finer_settings(input.parameters); };
  methods.take_choice = [&] { input.take_resolution(communicator); };
  methods.look_at_given = [&] {
    if (!command_line.quiet)
      announce_pace(input, communicator);
    if (input.parameters.accuracy.estimate) // before minutes of trials
      check_mesh(input.parameters, input.data.training.dimension);
  };
  return methods;
}

template <int dim>
void run_dimension(const ProgramDescription &description, const CommandLine &command_line,
                   DensityRunInput &input, const std::string &folder,
                   const Communicator &communicator) {
  const Parameters &parameters = input.parameters;
  const AskedRun run{command_line, parameters, *input.file, communicator, folder};
  const AccuracyMethods methods =
      accuracy_methods(description.name, command_line, input, communicator);
  RunAccuracy accuracy = look_ahead(run, methods);
  const DataSet &data = input.data.training;
  std::optional<FoundCheckpoint<DensityCheckpoint>> checkpoint;
  if (command_line.resume)
    checkpoint = find_checkpoint(folder, *input.file, data, parameters.time);
  if (checkpoint)
    accuracy = accuracy_of_resumed(run, methods, accuracy, checkpoint->content.observers);
  const auto flow = make_flow<dim>(parameters, data, communicator);
  RunRecord record(description.name);
  auto density_bytes = double(flow->memory());
  communicator.sum(&density_bytes, 1);
  describe_run(record, input.size, data, std::uint64_t(density_bytes), communicator);

  PlannedRun plan{*flow,
                  command_line,
                  parameters,
                  *input.file,
                  folder,
                  description.name,
                  density_result_files(),
                  input.data,
                  {}};
  plan.make_observers = [&](const RunContext &context, ObserverList &observers) {
    make_density_observers(context, *flow, observers, accuracy.errors ? &*accuracy.errors : nullptr,
                           accuracy.goal ? &*accuracy.goal : nullptr);
  };
  if (checkpoint) {
    plan.checkpoint = &checkpoint->content;
    plan.skipped_checkpoint = checkpoint->skipped;
    plan.restore = [&] {
      flow->restore(checkpoint->content.flow, [&](std::size_t k) {
        return read_checkpoint_density(checkpoint->path, checkpoint->content, k,
                                       flow->state().space(k));
      });
      require_masses(flow->state(), checkpoint->content.observers);
    };
  }
  if constexpr (dim == 2) {
    if (description.report)
      plan.report = [&](const TestResult &) {
        description.report(parameters, flow->state(), std::cout);
      };
  } else if (description.report_two_inputs) {
    plan.report = [&](const TestResult &test) {
      description.report_two_inputs(flow->state(), test, std::cout);
    };
  }
  perform_run(plan, record);
}

ProgramTitle title_of(const ProgramDescription &description) {
  return {description.name, description.summary, description.default_file};
}

} // namespace

ExitStatus run_density_flow(const ProgramDescription &description, const CommandLine &command_line,
                            const Communicator &communicator) {
  DensityRunInput input(command_line);
  if (print_parameters(command_line, *input.file, communicator))
    return ExitStatus::done;
  input.complete(
      command_line, communicator,
      [&](const Parameters &parameters, unsigned int) {
        if (description.check)
          description.check(parameters);
      },
      "inputs per sample; densities are solved for one or two, with any number by rhoflow-points, "
      "and finite networks by rhoflow-particles");
  const unsigned int dimension = input.data.training.dimension;
  if (command_line.validate) {
    const bool is_given = !input.parameters.accuracy.is_asked_for();
    if (is_given)
      check_mesh(input.parameters, dimension);
    if (!is_given && !command_line.quiet && communicator.is_root())
      std::cout << "input is valid\nthe resolution is chosen by trial runs when the run starts\n"
                << lines_of(input.data.remarks);
    else if (!command_line.quiet) // else there is nobody to time steps for
      print_size(input, communicator);
    return ExitStatus::done;
  }
  const std::string folder = result_folder_of(command_line, title_of(description));
  std::optional<StopSignals> signals; // also between the trial runs and the run
  if (input.parameters.accuracy.is_asked_for() || input.parameters.accuracy.estimate)
    signals.emplace();
  if (dimension == 1)
    run_dimension<2>(description, command_line, input, folder, communicator);
  else
    run_dimension<3>(description, command_line, input, folder, communicator);
  return ExitStatus::done;
}

int run_program(int argc, char **argv, const ProgramDescription &description) {
  return run_in_frame(argc, argv, title_of(description),
                      [&](const CommandLine &command_line, const Communicator &communicator) {
                        return run_density_flow(description, command_line, communicator);
                      });
}

const ProgramDescription &general_program() {
  static const ProgramDescription description{
      "rhoflow", "Trains an infinitely wide and deep residual network by the Wasserstein gradient "
                 "flow of its density."};
  return description;
}

int run_general_program(int argc, char **argv, const ProgramAction &sweep) {
  const std::string first = argc > 1 ? argv[1] : "";
  if (first == "init")
    return run_init_program(argc - 1, argv + 1);
  if (first == "list")
    return run_list_program(argc - 1, argv + 1);
  ProgramTitle title = title_of(general_program());
  title.sweep = sweep;
  return run_in_frame(argc, argv, title,
                      [](const CommandLine &command_line, const Communicator &communicator) {
                        return run_density_flow(general_program(), command_line, communicator);
                      });
}

} // namespace rhoflow
