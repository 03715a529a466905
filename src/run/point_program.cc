// SPDX-License-Identifier: Apache-2.0
#include "run/point_program.h"

#include "accuracy/error_observer.h"
#include "base/kernels/instruction_set.h"
#include "base/threads.h"
#include "observers/recorded_run.h"
#include "run/point_observers.h"
#include "run/point_setup.h"
#include "run/resolution/point_companions.h"
#include "run/resolution/point_search.h"
#include "run/resume.h"
#include "run/single_process.h"
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

/// What --resume goes on with: what was chosen in the part before.
void take_former_points(const std::string &folder, ParameterFile &file) {
  Parameters former;
  ParameterFile former_file(
      [&](dealii::ParameterHandler &handler) { former.add_parameters(handler); });
  former_file.read(folder + "/parameters.prm");
  for (const std::string &setting : point_settings(former))
    file.apply_setting(setting);
}

/// Chooses what section Accuracy asks for and puts it into @p file, as if it had been given.
RunErrors choose_points_for_run(const CommandLine &command_line, const std::string &folder,
                                Parameters &parameters, ParameterFile &file, const DataSet &data,
                                const Communicator &communicator) {
  const ResultFolder taken =
      reserve_folder(command_line, folder, points_title.name, point_result_files(), communicator);
  correct_record(folder);
  const ChosenResolution chosen =
      with_progress(command_line, communicator, "number of points",
                    [&](const std::function<void(const std::string &)> &say) {
                      return choose_points(parameters, data, say);
                    });
  for (const std::string &setting : point_settings(chosen.parameters))
    file.apply_setting(setting);
  for (const char *setting : {"Accuracy/Loss = 0", "Accuracy/Predictions = 0"})
    file.apply_setting(setting);
  return chosen.errors;
}

/// The errors by depth and steps of what is given; none if they cannot be computed.
std::optional<RunErrors> estimate_for_points(const CommandLine &command_line,
                                             const Parameters &parameters, const DataSet &data,
                                             const Communicator &communicator) {
  return with_progress(command_line, communicator, "error",
                       [&](const std::function<void(const std::string &)> &say) {
                         std::optional<RunErrors> errors;
                         try {
                           errors = estimate_point_errors(parameters, data);
                         } catch (const RunError &) {
                           say("the error of this run cannot be estimated: runs of fewer points "
                               "fail");
                         }
                         return errors;
                       });
}

/// The errors of a run that goes on: those of the part before, or anew if that had none or ended
/// before.
std::optional<RunErrors> errors_of_resumed_points(const CommandLine &command_line,
                                                  const Parameters &parameters, const DataSet &data,
                                                  const ObserverStates &states,
                                                  const Communicator &communicator) {
  auto former = ErrorObserver::estimate_in(states);
  if (former && former->is_last(parameters.time.end_time))
    return RunErrors{std::move(*former), remedies_on_points(parameters), {}};
  if (!parameters.accuracy.estimate)
    return std::nullopt;
  return estimate_for_points(command_line, parameters, data, communicator);
}

void train_points(const CommandLine &command_line, Parameters &parameters, ParameterFile &file,
                  const RunData &run_data, const Communicator &communicator) {
  const DataSet &data = run_data.training;
  const std::string folder = result_folder_of(command_line, points_title);
  PointRunErrors errors;
  if (parameters.accuracy.is_asked_for() && command_line.resume) {
    take_former_points(folder, file);
  } else if (parameters.accuracy.is_asked_for()) {
    errors.goal = parameters.accuracy;
    errors.errors =
        choose_points_for_run(command_line, folder, parameters, file, data, communicator);
  } else if (parameters.accuracy.estimate && !command_line.resume) {
    errors.errors = estimate_for_points(command_line, parameters, data, communicator);
  }
  std::optional<FoundCheckpoint<PointCheckpoint>> checkpoint;
  if (command_line.resume)
    checkpoint = find_point_checkpoint(folder, file, data, parameters.time);
  if (checkpoint)
    errors.errors = errors_of_resumed_points(command_line, parameters, data,
                                             checkpoint->content.observers, communicator);
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
    plan.restore = [&] {
      const std::string &path = checkpoint->path;
      const TrainingProgress &snapshot = checkpoint->content.training;
      if (snapshot.first_features.size() != training.snapshot().first_features.size())
        throw InputError(path + ": the features do not fit shifts and depth nodes; start the run "
                                "anew without --resume");
      training.restore(snapshot, [&](std::size_t r, std::size_t k) {
        return read_checkpoint_points(path, training.shifts()[r].particles(), r, k);
      });
    };
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
