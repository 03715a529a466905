// SPDX-License-Identifier: Apache-2.0
#include "run/training_run.h"

#include "base/heartbeat.h"
#include "base/standard_output.h"
#include "base/stop_signals.h"
#include "observers/predictions_file.h"
#include "observers/recorded_run.h"
#include "run/closing_summary.h"
#include "run/resume.h"
#include "run/run_control.h"
#include "run/run_loop.h"
#include "run/stop_error.h"

#include <cmath>
#include <iostream>
#include <optional>
#include <sstream>

namespace rhoflow {

namespace {

/// What the observers write, and what every run does.
std::vector<std::string> result_files(std::vector<std::string> files) {
  files.insert(files.end(), {"parameters.prm", "run.json", "run.log", "test_predictions.csv"});
  return files;
}

EarlierResults earlier_results(const CommandLine &command_line) {
  if (command_line.resume)
    return EarlierResults::kept;
  return command_line.overwrite ? EarlierResults::overwritten : EarlierResults::replaced;
}

void record_traffic(const Communicator &communicator, RunRecord &record) {
  const Traffic &traffic = communicator.traffic();
  record.set_size("messages", traffic.messages);
  record.set_size("message_bytes", traffic.bytes);
  record.set_size("collectives", traffic.collectives);
  record.set_size("collective_bytes", traffic.collective_bytes);
}

/// What looks at a run and what it looks with.
struct RunningTools {
  RunClock clock;
  StatisticsHistory history;
  RunLog log;
  ObserverList observers;
  std::optional<unsigned int> outputs_before; ///< of a run that goes on

  RunningTools(const PlannedRun &plan, Progress &progress)
      : log(plan.training.communicator().is_root() ? plan.folder + "/run.log" : "", progress) {
    plan.make_observers({plan.parameters, plan.data, plan.folder, parameter_lines(plan.file),
                         progress, log, clock, history},
                        observers);
  }
};

/// Brings training and observers to where the checkpoint is, if there is one.
/// @throws InputError if the checkpoint is not good; no file was changed then, since observers, who
/// cut their files, take what they find
void go_back(const PlannedRun &plan, RunningTools &tools) {
  if (plan.checkpoint == nullptr)
    return;
  plan.restore();
  const double time = plan.training.time();
  std::ostringstream line;
  line << "t = " << time << "  resumed from the checkpoint";
  tools.log.note(line.str());
  for (const auto &observer : tools.observers)
    observer->restore(plan.checkpoint->observers, time);
  tools.clock.resume(plan.checkpoint->wall_time);
  tools.outputs_before = plan.checkpoint->n_outputs;
  if (!plan.skipped_checkpoint.empty())
    tools.log.warn(time, plan.skipped_checkpoint);
}

/// Which signal stopped the run, when, and how to go on. Collective.
StopError describe_stop(const PlannedRun &plan) {
  std::ostringstream stop;
  stop << "stopped by " << signal_name(StopSignals::received_by_any(plan.training.communicator()))
       << " at t = " << plan.training.time();
  return {stop.str(), plan.parameters.output.checkpoint == CheckpointPolicy::none
                          ? "nothing is left to go on from, since Output/Checkpoint = none"
                          : "the same command with --resume goes on from there"};
}

/// Runs to the end time. @throws StopError if a signal stops it
void train(const PlannedRun &plan, RunningTools &tools, RunRecord &record) {
  const Communicator &communicator = plan.training.communicator();
  communicator.on_root([&] { tools.log.open(tools.outputs_before.has_value()); });
  const OutputParameters &output = plan.parameters.output;
  const double seconds =
      output.checkpoint == CheckpointPolicy::none ? 0. : 60. * output.checkpoint_interval;
  const RunEnd end = run_loop(plan.training, tools.observers, plan.parameters.time,
                              RunControl(seconds, tools.clock), record, tools.outputs_before);
  if (end == RunEnd::stopped) {
    const StopError stop = describe_stop(plan);
    communicator.on_root([&] { tools.log.note(stop.what()); });
    throw stop;
  }
  communicator.on_root([&] { tools.log.close(); });
}

/// What the data have to say, on the console and, at the start of a run, in its log.
void say_remarks(const PlannedRun &plan, RunningTools &tools, Progress &progress) {
  for (const std::string &remark : plan.data.remarks)
    if (tools.outputs_before)
      progress.message(remark);
    else
      tools.log.say(remark);
}

/// Takes over the folder: goes on from the checkpoint, if there is one, and says that the run is
/// going on. Of a former part that was killed it says so.
void take_over(const PlannedRun &plan, const RunRecord &record, RunningTools &tools,
               Progress &progress) {
  std::string killed;
  plan.training.communicator().on_root([&] { killed = correct_record(plan.folder); });
  go_back(plan, tools);
  if (!killed.empty() && plan.checkpoint != nullptr) {
    std::ostringstream line;
    line << killed << "; it goes on from t = " << plan.training.time();
    progress.message(line.str());
    tools.log.note(line.str());
  }
  plan.training.communicator().on_root([&] {
    plan.file.write(plan.folder + "/parameters.prm");
    record.write(plan.folder + "/run.json");
  });
}

/// Predicts at the test samples, if there are some, and writes that. Collective.
void predict_test_samples(const PlannedRun &plan, TestResult &test) {
  if (test.samples.size() == 0)
    return;
  const DataUnits &units = plan.data.units;
  const PredictedValues predicted = in_units_of_user(
      plan.training.predict_with_errors(units.inputs_of_solver(test.samples.inputs)), units);
  test.predictions = predicted.values;
  plan.training.communicator().on_root([&] {
    write_predictions(plan.folder + "/test_predictions.csv", test.samples, predicted.values,
                      predicted.errors);
  });
}

/// @p message, and the cause that the data suggest.
std::string with_danger(const std::string &message, const RunData &data) {
  return data.danger.empty() ? message : message + " (" + data.danger + ")";
}

/// Records how a run ended that could not reach its end.
/// @return the message of a run that has failed by itself, with the likely cause; else empty
std::string record_failure(const PlannedRun &plan, const std::exception &error, RunRecord &record) {
  const Communicator &communicator = plan.training.communicator();
  record_traffic(communicator, record);
  const bool stopped = dynamic_cast<const StopError *>(&error) != nullptr;
  const bool failed = !stopped && dynamic_cast<const RunError *>(&error) != nullptr;
  const std::string message = failed ? with_danger(error.what(), plan.data) : error.what();
  record.set_end(ExitStatus::run_failed, message);
  if (stopped)
    record.set_stopped(message);
  if (communicator.is_root())
    record.write_last(plan.folder + "/run.json");
  return failed ? message : std::string();
}

/// @throws RunError if an observer of a run that reached its end found it worthless
void hear_verdicts(const ObserverList &observers) {
  for (const auto &observer : observers)
    if (const std::string verdict = observer->verdict(); !verdict.empty())
      throw RunError(verdict);
}

/// What a run with these outputs writes into.
std::vector<std::string> folders_of(const OutputParameters &output) {
  std::vector<std::string> folders;
  if (output.fields || output.mesh_fields)
    folders.emplace_back("density");
  if (output.pictures)
    folders.emplace_back("images");
  return folders;
}

} // namespace

ResultFolder reserve_folder(const CommandLine &command_line, const std::string &folder,
                            const std::string &program, const std::vector<std::string> &files,
                            const Communicator &communicator) {
  return {folder,
          program,
          result_files(files),
          {},
          command_line.overwrite ? EarlierResults::written_over : EarlierResults::added_to,
          communicator};
}

void perform_run(const PlannedRun &plan, RunRecord &record) {
  const Communicator &communicator = plan.training.communicator();
  const double picture_seconds = recorded_seconds(plan.folder, "pictures");
  const ResultFolder folder(plan.folder, plan.program, result_files(plan.files),
                            folders_of(plan.parameters.output), earlier_results(plan.command_line),
                            communicator);
  outlive_readers_of_output();
  const StopSignals signals;
  // One process speaks for all.
  const bool quiet = plan.command_line.quiet || !communicator.is_root();
  Progress progress(std::cout, standard_output_is_terminal(), quiet);
  if (plan.parameters.output.pictures)
    progress.expect_at_end("pictures", std::isnan(picture_seconds)
                                           ? std::optional<double>()
                                           : std::optional<double>(picture_seconds));
  std::optional<Heartbeat> heartbeat;
  if (!quiet)
    heartbeat.emplace([&] { progress.beat(); });
  progress.begin("preparing the run");
  RunningTools tools(plan, progress);
  take_over(plan, record, tools, progress);
  TestResult test{plan.data.test_samples, {}};
  try {
    say_remarks(plan, tools, progress);
    train(plan, tools, record);
    progress.finish();
    predict_test_samples(plan, test);
    if (plan.at_end)
      plan.at_end();
    heartbeat.reset();
    if (plan.report && !quiet)
      plan.report(test);
    hear_verdicts(tools.observers);
  } catch (const std::exception &error) {
    heartbeat.reset();
    progress.finish();
    if (const std::string failure = record_failure(plan, error, record); !failure.empty())
      throw RunError(failure);
    throw;
  }
  record_traffic(communicator, record);
  record.set_end(ExitStatus::done);
  communicator.on_root([&] {
    record.write(plan.folder + "/run.json");
    if (!quiet)
      for (const std::string &line : closing_summary(plan, tools.history, tools.log, test))
        std::cout << line << '\n';
  });
}

} // namespace rhoflow
