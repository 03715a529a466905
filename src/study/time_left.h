// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

namespace rhoflow {

/// What a study still has to do, in time: that of the runs done so far, extrapolated by their
/// efforts. An effort is what a run is expected to take in comparison with others, in any unit.
class TimeLeft {
public:
  /// @param effort of all runs together, positive
  explicit TimeLeft(double effort) : total_(effort) {}

  /// A run was done in so many seconds.
  void done(double effort, double seconds) {
    done_ += effort;
    seconds_ += seconds;
  }

  /// Of the runs to come, in seconds; zero before the first one is done.
  double seconds() const {
    return done_ > 0. ? seconds_ * std::max(total_ - done_, 0.) / done_ : 0.;
  }

private:
  double total_, done_ = 0., seconds_ = 0.;
};

} // namespace rhoflow
