// SPDX-License-Identifier: Apache-2.0
#include "run/point_program.h"

#include "base/kernels/instruction_set.h"
#include "base/stop_signals.h"
#include "base/threads.h"
#include "rhoflow/base/errors.h"
#include "run/point_observers.h"
#include "run/point_setup.h"
#include "run/resolution/point_companions.h"
#include "run/resolution/point_search.h"
#include "run/resume.h"
#include "run/run_accuracy.h"
#include "run/stop_error.h"
#include "run/training_program.h"
#include "run/training_run.h"

#include <optional>

namespace rhoflow {

namespace {

const ProgramTitle points_title{"rhoflow-points",
                                "Solves the gradient flow by the method of characteristics on "
                                "lattice points, for any number of inputs and with error bars.",
                                "", "_points"};

void describe_point_run(RunRecord &record, const PointRunSize &size, const DataSet &data,
                        const Communicator &communicator) {
  record.set_threads(number_of_threads());
  record.set_kernels(kernel_instruction_set(), kernel_vector_width_bits());
  record.set_size("processes", communicator.size());
  record.set_size("samples", data.size());
  record.set_size("inputs", data.dimension);
  record.set_size("shifts", size.shifts);
  record.set_size("depth_nodes", size.depth_nodes);
  record.set_size("points", size.points);
  record.set_size("head_points", size.head_points);
  record.set_size("estimated_memory", size.memory);
}

/// @param parameters,data,communicator to outlive what is returned
AccuracyMethods accuracy_methods_on_points(const Parameters &parameters, const DataSet &data,
                                           const Communicator &communicator) {
  using Say = AccuracyMethods::Say;
  AccuracyMethods methods;
  methods.program = points_title.name;
  methods.files = point_result_files();
  methods.chosen_thing = "number of points";
  methods.choose = [&](const Say &say) {
    return choose_points(parameters, data, communicator, say);
  };
  methods.estimate = [&](const Say &say) -> std::optional<RunErrors> {
    try {
      return estimate_point_errors(parameters, data, [&](const Parameters &companion) {
        return run_point_trial(companion, data, communicator);
      });
    } catch (const StopError &) {
      throw;
    } catch (const RunError &) {
      say("the error of this run cannot be estimated: runs of fewer points fail");
      return std::nullopt;
    }
  };
  methods.settings = [](const Parameters &chosen) { return point_settings(chosen); };
  methods.remedies = [&] { return remedies_on_points(parameters); };
  return methods;
}

void train_points(const CommandLine &command_line, Parameters &parameters, ParameterFile &file,
                  const RunData &run_data, const Communicator &communicator) {
  const DataSet &data = run_data.training;
  const std::string folder = result_folder_of(command_line, points_title);
  const AskedRun asked{command_line, parameters, file, communicator, folder};
  const AccuracyMethods methods = accuracy_methods_on_points(parameters, data, communicator);
  const StopSignals signals; // also between the trial runs and the run
  RunAccuracy accuracy = look_ahead(asked, methods);
  std::optional<FoundCheckpoint<PointCheckpoint>> checkpoint;
  if (command_line.resume)
    checkpoint = find_point_checkpoint(folder, file, data, parameters.time);
  if (checkpoint)
    accuracy = accuracy_of_resumed(asked, methods, accuracy, checkpoint->content.observers);
  PointTraining training = make_point_training(parameters, data, communicator);
  RunRecord record(points_title.name);
  describe_point_run(record, estimate_point_size(parameters, data), data, communicator);
  PlannedRun plan{training,          command_line,         parameters, file, folder,
                  points_title.name, point_result_files(), run_data,   {}};
  plan.make_observers = [&](const RunContext &run, ObserverList &observers) {
    make_point_observers(run, training, accuracy, observers);
  };
  if (checkpoint) {
    plan.checkpoint = &checkpoint->content;
    plan.skipped_checkpoint = checkpoint->skipped;
    plan.restore = [&] { restore(checkpoint->path, checkpoint->content, training); };
  }
  plan.loss_error = [&] { return training.loss_error(); };
  perform_run(plan, record);
}

/// Checks @p parameters, and that @p processes have something to do.
/// @throws InputError naming the parameter file, if there is one
void check_input(const Parameters &parameters, const CommandLine &command_line,
                 unsigned int dimension, unsigned int processes) {
  try {
    parameters.check_points(dimension);
    if (processes > parameters.points.shifts)
      throw InputError("Points/Shifts = " + std::to_string(parameters.points.shifts) +
                       ": fewer than the " + std::to_string(processes) +
                       " processes, which take whole shifts; start mpirun with as many processes "
                       "at most");
  } catch (const InputError &error) {
    if (command_line.parameter_file.empty())
      throw;
    throw InputError(command_line.parameter_file + ": " + error.what());
  }
}

} // namespace

ExitStatus run_point_training(const CommandLine &command_line, const Communicator &communicator) {
  return run_training_program(
      command_line, communicator,
      {[&](const Parameters &parameters, unsigned int dimension) {
         check_input(parameters, command_line, dimension, communicator.size());
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
