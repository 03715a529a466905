// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observers/run_log.h"
#include "run/program.h"
#include "run/training_run.h"
#include "statistics/statistics_observer.h"

#include <string>
#include <vector>

namespace rhoflow {

/// What people want to know when a run has ended well, at most four lines: the loss with its
/// estimated error and how well the predictions fit, what was warned of, where the results are, and
/// what to look at first.
/// @param history of the statistics, not empty  @param test predictions of test samples, may be
/// empty
std::vector<std::string> closing_summary(const PlannedRun &plan, const StatisticsHistory &history,
                                         const RunLog &log, const TestResult &test);

} // namespace rhoflow
