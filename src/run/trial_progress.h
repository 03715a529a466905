// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/heartbeat.h"
#include "base/standard_output.h"
#include "observers/progress.h"
#include "rhoflow/base/communicator.h"
#include "run/command_line.h"

#include <iostream>
#include <optional>
#include <string>

namespace rhoflow {

/// Does what makes trial runs before a run, and says that it does. Collective.
/// @param trials gets what takes lines for people
template <typename Trials>
auto with_progress(const CommandLine &command_line, const Communicator &communicator,
                   const std::string &purpose, const Trials &trials) {
  Progress progress(std::cout, standard_output_is_terminal(),
                    command_line.quiet || !communicator.is_root());
  progress.begin("accuracy: trial runs for the " + purpose);
  std::optional<Heartbeat> heartbeat(std::in_place, [&] { progress.beat(); });
  auto result = trials([&](const std::string &line) { progress.message(line); });
  heartbeat.reset();
  progress.finish();
  return result;
}

} // namespace rhoflow
