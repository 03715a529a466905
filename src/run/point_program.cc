// SPDX-License-Identifier: Apache-2.0
#include "run/point_program.h"

#include "accuracy/error_observer.h"
#include "base/kernels/instruction_set.h"
#include "base/stop_signals.h"
#include "base/threads.h"
#include "run/point_observers.h"
#include "run/point_setup.h"
#include "run/resolution/point_companions.h"
#include "run/resolution/point_search.h"
#include "run/resume.h"
#include "run/resumed_goal.h"
#include "run/single_process.h"
#include "run/stop_error.h"
#include "run/training_run.h"
#include "run/trial_progress.h"

#include <optional>

namespace rhoflow {

namespace {

const ProgramTitle points_title{"rhoflow-points",
                                "Solves the gradient flow by the method of characteristics on "
                                "lattice points, for any number of inputs and with error bars.",
                                "", "_points"};

void describe_point_run(RunRecord &record, const PointRunSize &size, const DataSet &data) {
  record.set_threads(number_of_threads());
  record.set_kernels(kernel_instruction_set(), kernel_vector_width_bits());
  record.set_size("samples", data.size());
  record.set_size("inputs", data.dimension);
  record.set_size("shifts", size.shifts);
  record.set_size("depth_nodes", size.depth_nodes);
  record.set_size("points", size.points);
  record.set_size("head_points", size.head_points);
  record.set_size("estimated_memory", size.memory);
}

/// Puts what was chosen into @p file, as if it had been given: what is written with the results
/// needs no search.
void take_chosen_points(const Parameters &chosen, ParameterFile &file) {
  for (const std::string &setting : point_settings(chosen))
    file.apply_setting(setting);
  for (const char *setting : {"Accuracy/Loss = 0", "Accuracy/Predictions = 0"})
    file.apply_setting(setting);
}

/// What --resume goes on with: what was chosen in the part before.
void take_former_points(const std::string &folder, ParameterFile &file) {
  Parameters former;
  ParameterFile former_file(
      [&](dealii::ParameterHandler &handler) { former.add_parameters(handler); });
  former_file.read(folder + "/parameters.prm");
  take_chosen_points(former, file);
}

/// A run on points: its command and what that makes it from.
struct PointInput {
  const CommandLine &command_line;
  Parameters &parameters;
  ParameterFile &file; ///< of the parameters
  const DataSet &data;
  const Communicator &communicator;
  std::string folder; ///< of the results
};

/// Chooses what section Accuracy asks for and puts it into the parameters.
RunErrors choose_points_for_run(const PointInput &input) {
  const auto choose = [&](const std::function<void(const std::string &)> &say) {
    return choose_points(input.parameters, input.data, say);
  };
  const ChosenResolution chosen =
      with_progress(input.command_line, input.communicator, "number of points", choose);
  take_chosen_points(chosen.parameters, input.file);
  return chosen.errors;
}

/// The errors by depth and steps of what is given; none if they cannot be computed.
std::optional<RunErrors> estimate_for_points(const PointInput &input) {
  const auto estimate = [&](const std::function<void(const std::string &)> &say) {
    std::optional<RunErrors> errors;
    try {
      errors =
          estimate_point_errors(input.parameters, input.data, [&](const Parameters &companion) {
            return run_point_trial(companion, input.data);
          });
    } catch (const StopError &) {
      throw;
    } catch (const RunError &) {
      say("the error of this run cannot be estimated: runs of fewer points fail");
    }
    return errors;
  };
  return with_progress(input.command_line, input.communicator, "error", estimate);
}

/// The errors of a run that goes on: those of the part before, or anew if that had none or ended
/// before.
std::optional<RunErrors> errors_of_resumed_points(const PointInput &input,
                                                  const ObserverStates &states,
                                                  const std::optional<AccuracyGoal> &goal) {
  auto former = ErrorObserver::estimate_in(states);
  std::optional<RunErrors> errors;
  if (former && former->is_last(input.parameters.time.end_time))
    errors = RunErrors{std::move(*former), remedies_on_points(input.parameters), {}};
  else if (input.parameters.accuracy.estimate)
    errors = estimate_for_points(input);
  if (errors && goal)
    errors->shortfall = goal->shortfall;
  return errors;
}

/// What is known of the accuracy before a checkpoint is read; puts what is chosen, or was chosen
/// for the part before, into the parameters.
PointRunErrors look_ahead_on_points(const PointInput &input) {
  const AccuracyParameters asked = input.parameters.accuracy;
  PointRunErrors result;
  const auto with_trials = [&](const auto &trials) {
    result.errors = in_reserved_folder(input.command_line, input.folder, points_title.name,
                                       point_result_files(), input.communicator, trials);
  };
  if (asked.is_asked_for()) {
    result.goal = AccuracyGoal{asked.loss, asked.predictions, {}};
    if (input.command_line.resume) {
      take_former_points(input.folder, input.file);
    } else {
      with_trials([&] { return choose_points_for_run(input); });
      result.goal->shortfall = result.errors->shortfall;
    }
  } else if (asked.estimate && !input.command_line.resume) {
    with_trials([&] { return estimate_for_points(input); });
  }
  return result;
}

void train_points(const CommandLine &command_line, Parameters &parameters, ParameterFile &file,
                  const RunData &run_data, const Communicator &communicator) {
  const DataSet &data = run_data.training;
  const std::string folder = result_folder_of(command_line, points_title);
  const PointInput input{command_line, parameters, file, data, communicator, folder};
  const StopSignals signals; // also between the trial runs and the run
  PointRunErrors errors = look_ahead_on_points(input);
  std::optional<FoundCheckpoint<PointCheckpoint>> checkpoint;
  if (command_line.resume)
    checkpoint = find_point_checkpoint(folder, file, data, parameters.time);
  if (checkpoint) {
    const ObserverStates &states = checkpoint->content.observers;
    errors.goal = goal_of_resumed(errors.goal, states);
    errors.errors = errors_of_resumed_points(input, states, errors.goal);
  }
  PointTraining training = make_point_training(parameters, data);
  RunRecord record(points_title.name);
  describe_point_run(record, estimate_point_size(parameters, data), data);
  PlannedRun plan{training,          command_line,         parameters, file, folder,
                  points_title.name, point_result_files(), run_data,   {}};
  plan.make_observers = [&](const RunContext &run, ObserverList &observers) {
    make_point_observers(run, training, errors, observers);
  };
  if (checkpoint) {
    plan.checkpoint = &checkpoint->content;
    plan.skipped_checkpoint = checkpoint->skipped;
    plan.restore = [&] { restore(checkpoint->path, checkpoint->content, training); };
  }
  plan.loss_error = [&] {
    return measure_shifts(
               training,
               [](const ParticleTraining &shift) { return std::vector<double>{shift.loss()}; })
        .front()
        .error;
  };
  perform_run(plan, record);
}

/// Checks @p parameters. @throws InputError naming the parameter file, if there is one
void check_input(const Parameters &parameters, const CommandLine &command_line,
                 unsigned int dimension) {
  try {
    parameters.check_points(dimension);
  } catch (const InputError &error) {
    if (command_line.parameter_file.empty())
      throw;
    throw InputError(command_line.parameter_file + ": " + error.what());
  }
}

} // namespace

ExitStatus run_point_training(const CommandLine &command_line, const Communicator &communicator) {
  return run_single_process(
      command_line, communicator,
      {[&](const Parameters &parameters, unsigned int dimension) {
         check_input(parameters, command_line, dimension);
       },
       [](const Parameters &parameters, const DataSet &data) {
         return parameters.accuracy.is_asked_for()
                    ? "the resolution is chosen by trial runs when the run starts\n"
                    : describe_point_size(estimate_point_size(parameters, data));
       },
       [&](Parameters &parameters, ParameterFile &file, const RunData &data) {
         train_points(command_line, parameters, file, data, communicator);
       }});
}

const ProgramTitle &point_program() {
  return points_title;
}

int run_point_program(int argc, char **argv, const ProgramAction &sweep) {
  ProgramTitle with_sweep = points_title;
  with_sweep.sweep = sweep;
  return run_in_frame(argc, argv, with_sweep, run_point_training);
}

} // namespace rhoflow
