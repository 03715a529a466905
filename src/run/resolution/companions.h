// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accuracy/estimated_errors.h"
#include "run/resolution/trial_cache.h"

#include <optional>
#include <vector>

namespace rhoflow {

/// What companions of a run say of its errors.
struct CompanionErrors {
  std::vector<double> times; ///< of the outputs
  double first_loss = 0.;
  PerCause<TrialDifference> by_cause; ///< empty where there is no such cause

  TrialDifference sum() const;
  EstimatedErrors estimate() const;
};

/// The errors of a run whose resolution is given, from companions: runs that are coarse in
/// everything but one cause of error, once as it is given and once finer. What the finer one
/// changes is the error by this cause, and their sum the error of the run; it is taken a little
/// larger, as measured against finer runs (doc/accuracy.md). The companions have few outer weights
/// and one depth node, so they take a fraction of the time of the run. Collective.
/// @param trials with quantities, if they are wanted
/// @return none if companions cannot be computed
std::optional<CompanionErrors> run_companions(const Parameters &parameters, TrialCache &trials);

} // namespace rhoflow
