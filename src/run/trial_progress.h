// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/heartbeat.h"
#include "base/standard_output.h"
#include "base/stop_signals.h"
#include "observers/progress.h"
#include "observers/recorded_run.h"
#include "rhoflow/base/communicator.h"
#include "run/command_line.h"
#include "run/stop_error.h"
#include "run/training_run.h"

#include <iostream>
#include <optional>
#include <string>
#include <vector>

namespace rhoflow {

/// Does what makes trial runs before a run, and says that it does. Collective.
/// @param trials gets what takes lines for people
/// @throws StopError if a signal comes meanwhile
template <typename Trials>
auto with_progress(const CommandLine &command_line, const Communicator &communicator,
                   const std::string &purpose, const Trials &trials) {
  const StopSignals signals;
  Progress progress(std::cout, standard_output_is_terminal(),
                    command_line.quiet || !communicator.is_root());
  progress.begin("accuracy: trial runs for the " + purpose);
  std::optional<Heartbeat> heartbeat(std::in_place, [&] { progress.beat(); });
  const auto end = [&] {
    heartbeat.reset();
    progress.finish();
  };
  try {
    auto result = trials([&](const std::string &line) { progress.message(line); });
    stop_trials_if_asked(communicator);
    end();
    return result;
  } catch (...) {
    end();
    throw;
  }
}

/// Does @p trials with the folder of the results taken, so that one that cannot be used is known
/// before, and gives it back as it was if they fail. Collective. Arguments as of reserve_folder().
template <typename Trials>
auto in_reserved_folder(const CommandLine &command_line, const std::string &folder,
                        const std::string &program, const std::vector<std::string> &files,
                        const Communicator &communicator, const Trials &trials) {
  ResultFolder taken = reserve_folder(command_line, folder, program, files, communicator);
  try {
    communicator.on_root([&] { correct_record(folder); });
    return trials();
  } catch (...) {
    taken.give_back();
    throw;
  }
}

} // namespace rhoflow
