// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace rhoflow {

/// The features that forward solves found at the stages of one step of a Runge-Kutta method, and
/// the line through two of them: where the solve of the next stage starts. Nothing but the number
/// of Newton's iterations depends on it. Features are those of Trajectory, [depth node][sample]
/// [component]; times are in units of training time; all are dimensionless.
class StageFeatures {
public:
  /// Forgets all stages, as a step does when it starts.
  void clear() { stages_.clear(); }
  /// Keeps @p features found at @p time, in place of those of the same time.
  /// @pre as many features at all times
  void add(double time, const std::vector<double> &features);
  /// The features at @p time: those of a stage at that time, else the value of
  /// Z_a + (t - t_a) / (t_b - t_a) (Z_b - Z_a) for the stages a and b nearest to it. Of one stage
  /// its own, without any @p features.
  std::vector<double> extrapolated(double time, const std::vector<double> &features) const;

private:
  struct Stage {
    double time;
    std::vector<double> features;
  };
  std::vector<Stage> stages_; ///< by time, the last one found of every time
};

} // namespace rhoflow
