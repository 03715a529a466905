// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace rhoflow {

/// The features that forward solves found at the stages of one step of a Runge-Kutta method, and
/// the polynomial through them: where the solve of the next stage starts.
class StageFeatures {
public:
  /// Forgets all stages, as a step does when it starts.
  void clear() { stages_.clear(); }
  /// Keeps @p features found at @p time.
  void add(double time, const std::vector<double> &features);
  /// The features at @p time from those of the stages nearest to it; @p features if there are none.
  std::vector<double> extrapolated(double time, const std::vector<double> &features) const;

private:
  struct Stage {
    double time;
    std::vector<double> features;
  };
  std::vector<Stage> stages_; ///< by time, the last one found of every time
};

} // namespace rhoflow
