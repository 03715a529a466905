// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/communicator.h"
#include "rhoflow/data/data_set.h"
#include "rhoflow/potential/sample_state.h"

#include <functional>
#include <vector>

namespace rhoflow {

/// Solves for the samples with these inputs, [sample][component]; the features in the trajectory
/// are where the forward solve starts.
using SampleSolver = std::function<void(const std::vector<double> &inputs, SolvedSamples &samples)>;

/// Divides the samples of @p data among the processes, lets each solve for its own and brings the
/// results into @p all, from whose features the solves start. Collective.
/// @throws what @p solve throws on the first process where it throws, on all
void solve_in_parts(const DataSet &data, const Communicator &communicator,
                    const SampleSolver &solve, SolvedSamples &all);

} // namespace rhoflow
