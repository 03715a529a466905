// SPDX-License-Identifier: Apache-2.0
#include "run/run_accuracy.h"

#include "accuracy/error_observer.h"
#include "rhoflow/base/errors.h"
#include "run/trial_progress.h"

#include <sstream>
#include <utility>

namespace rhoflow {

namespace {

void put_choice(const AskedRun &run, const AccuracyMethods &methods, const Parameters &chosen) {
  for (const std::string &setting : methods.settings(chosen))
    run.file.apply_setting(setting);
  for (const char *setting : {"Accuracy/Loss = 0", "Accuracy/Predictions = 0"})
    run.file.apply_setting(setting);
  if (methods.take_choice)
    methods.take_choice();
}

void put_former_choice(const AskedRun &run, const AccuracyMethods &methods) {
  Parameters former = run.parameters;
  ParameterFile file([&](dealii::ParameterHandler &handler) { former.add_parameters(handler); });
  file.read(run.folder + "/parameters.prm");
  put_choice(run, methods, former);
}

std::optional<RunErrors> estimate_errors(const AskedRun &run, const AccuracyMethods &methods) {
  return with_progress(run.command_line, run.communicator, "error", methods.estimate);
}

RunErrors choose_and_put(const AskedRun &run, const AccuracyMethods &methods) {
  const ChosenResolution chosen =
      with_progress(run.command_line, run.communicator, methods.chosen_thing, methods.choose);
  put_choice(run, methods, chosen.parameters);
  return chosen.errors;
}

/// The goal of a run that goes on from a checkpoint with @p states.
/// @param asked what the command asks for, if it does
/// @throws InputError if that is not what the resolution, which stays, was chosen for
std::optional<AccuracyGoal> goal_of_resumed(const std::optional<AccuracyGoal> &asked,
                                            const ObserverStates &states) {
  const std::optional<AccuracyGoal> former = GoalObserver::goal_in(states);
  if (!asked)
    return former;
  const auto require_same = [&](const char *key, double now, double before) {
    if (former ? now == before : now == 0.)
      return;
    std::ostringstream message;
    message << "--resume: Accuracy/" << key << " = " << now;
    if (former)
      message << ", but the resolution of this run was chosen for " << before << "; set that value";
    else
      message << ", but the resolution of this run was given, not chosen; leave that key away";
    message << ", or start the run without --resume";
    throw InputError(message.str());
  };
  require_same("Loss", asked->loss, former ? former->loss : 0.);
  require_same("Predictions", asked->predictions, former ? former->predictions : 0.);
  return former;
}

} // namespace

RunAccuracy look_ahead(const AskedRun &run, const AccuracyMethods &methods) {
  RunAccuracy result;
  const auto with_trials = [&](const auto &trials) {
    result.errors = in_reserved_folder(run.command_line, run.folder, methods.program, methods.files,
                                       run.communicator, trials);
  };
  const AccuracyParameters asked = run.parameters.accuracy;
  if (asked.is_asked_for()) {
    result.goal = AccuracyGoal{asked.loss, asked.predictions, {}};
    if (run.command_line.resume) {
      put_former_choice(run, methods);
    } else {
      with_trials([&] { return choose_and_put(run, methods); });
      result.goal->shortfall = result.errors->shortfall;
    }
  } else if (!run.command_line.resume) {
    if (methods.look_at_given)
      methods.look_at_given();
    if (asked.estimate)
      with_trials([&] { return estimate_errors(run, methods); });
  }
  return result;
}

RunAccuracy accuracy_of_resumed(const AskedRun &run, const AccuracyMethods &methods,
                                const RunAccuracy &asked, const ObserverStates &states) {
  RunAccuracy result;
  result.goal = goal_of_resumed(asked.goal, states);
  const double end = run.parameters.time.end_time;
  auto former = ErrorObserver::estimate_in(states);
  const bool may_estimate = run.parameters.accuracy.estimate;
  if (former && (former->is_last(end) || (!may_estimate && former->place_of(end))))
    result.errors = RunErrors{std::move(*former), methods.remedies(), {}};
  else if (may_estimate)
    result.errors = estimate_errors(run, methods);
  if (result.errors && result.goal)
    result.errors->shortfall = result.goal->shortfall;
  return result;
}

} // namespace rhoflow
