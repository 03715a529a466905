// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checkpoint/run_checkpoint.h"
#include "observers/observer.h"
#include "observers/run_record.h"
#include "parameters/parameter_file.h"
#include "results/result_folder.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/time/training.h"
#include "run/command_line.h"
#include "run/program.h"
#include "run/run_context.h"
#include "run/run_data.h"

#include <functional>
#include <string>
#include <vector>

namespace rhoflow {

/// A training at its start, of densities or of a finite network, and what one run of it needs.
struct PlannedRun {
  Training &training;
  const CommandLine &command_line;
  const Parameters &parameters;
  const ParameterFile &file;
  std::string folder;             ///< of the results
  std::string program;            ///< who writes there
  std::vector<std::string> files; ///< which the observers may write (see ResultFolder)
  const RunData &data;

  /// Fills the list of those who look.
  std::function<void(const RunContext &, ObserverList &)> make_observers;
  /// From where to go on; null: from the start.
  const RunCheckpoint *checkpoint = nullptr;
  /// What is to be said of a newer one that is damaged; may be empty.
  std::string skipped_checkpoint = {};
  /// Brings the training there. Collective.
  std::function<void()> restore = {};
  /// Called before the record says that the run is done, to write what is not the observers'; may
  /// be empty. Collective.
  std::function<void()> at_end = {};
  /// The standard error of the loss, for the summary at the end; empty where there is none.
  std::function<double()> loss_error = {};
  /// Called on the first process at the end unless the user wants quiet; may be empty.
  std::function<void(const TestResult &)> report = {};
};

/// Takes the folder of a run before perform_run() does, for a program that works until then;
/// removes nothing. To be released before perform_run(). Collective.
/// @throws InputError as ResultFolder does
ResultFolder reserve_folder(const CommandLine &command_line, const std::string &folder,
                            const std::string &program, const std::vector<std::string> &files,
                            const Communicator &communicator);

/// Prepares the folder, lets the training run and records how it ended. Collective.
/// @param record says already what is known of the run
/// @throws InputError if the folder cannot be used (see ResultFolder) or files of a former part not
/// be continued
/// @throws RunError if the run fails; the results so far stay
void perform_run(const PlannedRun &plan, RunRecord &record);

} // namespace rhoflow
