// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observers/progress.h"
#include "observers/run_clock.h"
#include "observers/run_log.h"
#include "rhoflow/run/parameters.h"
#include "run/run_data.h"
#include "statistics/statistics_observer.h"

#include <string>

namespace rhoflow {

/// What the observers of a run are made from, besides what they look at. Everything outlives them.
struct RunContext {
  const Parameters &parameters;
  const RunData &data;
  std::string folder;          ///< of the results; exists when observers open their files
  std::string parameter_lines; ///< all parameters as a checkpoint keeps them
  Progress &progress;
  RunLog &log;
  RunClock &clock;
  StatisticsHistory &history;
};

} // namespace rhoflow
