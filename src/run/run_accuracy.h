// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accuracy/estimated_errors.h"
#include "accuracy/goal_observer.h"
#include "observers/observer.h"
#include "parameters/parameter_file.h"
#include "rhoflow/base/communicator.h"
#include "rhoflow/run/parameters.h"
#include "run/command_line.h"
#include "run/resolution/resolution_search.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace rhoflow {

/// What is known of the accuracy of a run before it starts.
struct RunAccuracy {
  std::optional<AccuracyGoal> goal; ///< that the resolution was chosen for, if it was
  std::optional<RunErrors> errors;  ///< of the discretization; none if they cannot be known
};

/// How one solver chooses a resolution and estimates what it makes of the numbers.
struct AccuracyMethods {
  /// Takes lines for people.
  using Say = std::function<void(const std::string &)>;

  std::string program;            ///< who writes into the folder of the results
  std::vector<std::string> files; ///< which its observers may write there
  std::string chosen_thing;       ///< "resolution", for people

  /// Chooses what the section Accuracy asks for. Collective.
  std::function<ChosenResolution(const Say &)> choose;
  /// The errors of what is given; none if they cannot be estimated, which it says. Collective.
  std::function<std::optional<RunErrors>(const Say &)> estimate;
  /// "Section/Key = value" of all that choose() may change.
  std::function<std::vector<std::string>(const Parameters &)> settings;
  /// What makes the parameters finer, for each cause.
  std::function<PerCause<std::string>()> remedies;
  /// Called when a choice stands in the parameters; may be empty. Collective.
  std::function<void()> take_choice = {};
  /// Called before a run from the start with a given resolution; may be empty. Collective.
  std::function<void()> look_at_given = {};
};

/// The run that is asked for.
struct AskedRun {
  const CommandLine &command_line;
  const Parameters &parameters;
  ParameterFile &file; ///< of the parameters
  const Communicator &communicator;
  std::string folder; ///< of the results
};

/// What is known before a checkpoint is read. Puts what is chosen, or was chosen for the part
/// before, into the parameters, as if it had been given: what is written with the results needs no
/// search. Collective.
/// @throws RunError if nothing can be computed with, StopError if a signal stops the trial runs,
/// InputError if the folder cannot be used
RunAccuracy look_ahead(const AskedRun &run, const AccuracyMethods &methods);

/// The same of a run that goes on from a checkpoint with @p states: the goal of the part before,
/// and its errors, or those of new trial runs if it had none or ended before. Collective.
/// @param asked what look_ahead() gave
/// @throws InputError if another goal is asked for, and as look_ahead()
RunAccuracy accuracy_of_resumed(const AskedRun &run, const AccuracyMethods &methods,
                                const RunAccuracy &asked, const ObserverStates &states);

} // namespace rhoflow
