// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/resolution/finer_grid.h"
#include "run/resolution/resolution.h"
#include "run/resolution/trial_cache.h"

#include <optional>

namespace rhoflow {

/// Trial runs at resolutions of the ladders, and what they say of single causes. All calls are
/// collective.
class ResolutionTrials {
public:
  /// @param parameters  have to live as long, as the others
  ResolutionTrials(const Parameters &parameters, const DataSet &data,
                   const Communicator &communicator)
      : parameters_(parameters), ladders_(parameters, data.dimension), trials_(data, communicator) {
  }

  const ResolutionLadders &ladders() const { return ladders_; }
  Parameters parameters_at(const Rungs &resolution) const {
    return with_resolution(parameters_, ladders_, resolution);
  }

  /// The trial of a resolution; none if it failed.
  const std::optional<Trial> &at(const Rungs &resolution) {
    return trials_.find(for_trials(parameters_at(resolution)));
  }
  /// What the rung above @p rung of @p cause changes at the resolution @p base of the others;
  /// infinite where one of the two trials failed.
  /// @pre the trial of @p base did not fail
  TrialDifference step_above(const Rungs &base, Cause cause, std::size_t rung);

  /// Values times steps of a resolution, estimated from the trial of @p base.
  /// @pre as above
  double work_of(const Rungs &resolution, const Rungs &base);
  /// The same in seconds of this machine.
  double seconds_of(const Rungs &resolution, const Rungs &base);

  unsigned int n() const { return trials_.n(); }
  /// Values times steps of all trials so far.
  double total_work() const { return trials_.total_work(); }

private:
  const Parameters &parameters_;
  ResolutionLadders ladders_;
  TrialCache trials_;
};

} // namespace rhoflow
