#pragma once

#include "observers/observer.h"
#include "observers/run_record.h"
#include "rhoflow/time/time_parameters.h"
#include "rhoflow/time/training.h"

#include <optional>

namespace rhoflow {

/// The one loop of all runs: from where @p training is to the end time, step by step, meeting the
/// output times exactly, while @p observers look. Collective.
///
/// Observers are called in the order of their list, their seconds are added to @p record by stage.
/// @param outputs_before of a run that is resumed: how many output times it has written
/// @throws RunError if the run cannot go on; everything written so far stays
void run_loop(Training &training, const ObserverList &observers, const TimeParameters &parameters,
              RunRecord &record, std::optional<unsigned int> outputs_before = {});

} // namespace rhoflow
