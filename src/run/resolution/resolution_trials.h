// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/resolution/resolution.h"
#include "run/resolution/trial.h"

#include <map>
#include <optional>
#include <vector>

namespace rhoflow {

/// Trial runs at resolutions of the ladders, each made once, and what they say of single causes.
/// All calls are collective. Work is counted in values times steps, not in seconds, so that it is
/// that of any machine.
class ResolutionTrials {
public:
  /// @param parameters, data  have to live as long
  ResolutionTrials(const Parameters &parameters, const DataSet &data,
                   const Communicator &communicator);

  const ResolutionLadders &ladders() const { return ladders_; }
  Parameters parameters_at(const Rungs &resolution) const {
    return with_resolution(parameters_, ladders_, resolution);
  }

  /// The trial of a resolution; none if it failed.
  const std::optional<Trial> &at(const Rungs &resolution);
  /// What the rung above @p rung of @p cause changes at the resolution @p base of the others;
  /// infinite where one of the two trials failed.
  /// @pre the trial of @p base did not fail
  TrialDifference step_above(const Rungs &base, Cause cause, std::size_t rung);
  /// What the walls do at the resolution @p base: the change with one more cell on every side, or
  /// the indicator where that fails.
  /// @pre as above
  TrialDifference box_error(const Rungs &base);

  /// Values times steps of a resolution, estimated from the trial of @p base.
  /// @pre that trial was made and did not fail
  double work_of(const Rungs &resolution, const Rungs &base) const;
  /// The same in seconds of this machine.
  double seconds_of(const Rungs &resolution, const Rungs &base) const;

  unsigned int n() const { return n_; }
  /// Values times steps of all trials so far.
  double total_work() const { return total_work_; }

private:
  using Key = std::vector<std::size_t>;
  static Key key_of(const Rungs &resolution);
  /// @p trial, counted.
  Trial counted(Trial trial, const Parameters &parameters);

  const Parameters &parameters_;
  const DataSet &data_;
  const Communicator &communicator_;
  ResolutionLadders ladders_;
  std::map<Key, std::optional<Trial>> trials_;
  unsigned int n_ = 0;
  double total_work_ = 0.;
};

} // namespace rhoflow
