// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observers/observer.h"
#include "observers/run_record.h"
#include "rhoflow/time/time_parameters.h"
#include "rhoflow/time/training.h"
#include "run/run_control.h"

#include <optional>

namespace rhoflow {

/// How a run ended that did not fail.
enum class RunEnd {
  reached, ///< the end time
  stopped  ///< before it, because RunControl said so
};

/// The one loop of all runs: from where @p training is to the end time, step by step, meeting the
/// output times exactly, while @p observers look. Collective.
///
/// Observers are called in the order of their list, their seconds are added to @p record by stage.
/// @param control asked after every step and every output time
/// @param outputs_before of a run that is resumed: how many output times it has written. If its
/// time is the end time already, what comes after the last output is made up for.
/// @throws RunError if the run cannot go on; everything written so far stays
RunEnd run_loop(Training &training, const ObserverList &observers, const TimeParameters &parameters,
                const RunControl &control, RunRecord &record,
                std::optional<unsigned int> outputs_before = {});

} // namespace rhoflow
