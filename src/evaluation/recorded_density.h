// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "characteristics/kernels/carry_points.h"
#include "history/flow_history.h"
#include "time/time_samples.h"

#include <cstddef>
#include <vector>

namespace rhoflow {

/// One density of a recorded flow at any weights theta and time t, by the method of
/// characteristics: with the velocity v = -grad Phi - decay theta of the history,
///   rho_t(theta) = rho_0(xi) exp( -int_0^t div v ),
/// where xi is the start of the characteristic through theta at t, and the integral is along it
/// (from the continuity equation of DCLW2 and CLLCC). Features and coefficients are polynomials
/// between the recorded times (TimeSamples) and between the depth nodes (interpolate_depth()).
/// Everything is dimensionless. Results are the same bits for any number of threads.
class RecordedDensity {
public:
  /// Consecutive points that take their steps together and stay in the cache, whatever the number
  /// of threads.
  static constexpr std::size_t points_of_a_chunk = 256;

  /// Of the head, or of the encoder at depth @p depth.
  /// @param tolerance of the error of a step, absolute and relative, see carry_points()
  /// @pre 0 <= depth <= 1, for the head a trained one, tolerance > 0
  RecordedDensity(const FlowHistory &history, bool head, double depth, double tolerance);

  /// Numbers of a point: the outer weights, then w and b.
  unsigned int n_components() const { return layout_.n_components(); }
  unsigned int n_outer() const { return layout_.n_outer; }
  double end_time() const { return end_time_; }
  /// rho_0.
  const GaussianMixture &start() const { return start_; }

  /// Carries @p points, [point][component], from time @p begin to @p end, which may be earlier.
  /// @return minus the integral of div v from begin to end along every path: what ln rho changes by
  /// @throws RunError if no step is small enough
  /// @pre both times are in [0, end_time()]
  std::vector<double> carry(std::vector<double> &points, double begin, double end) const;

  /// ln rho_t at @p points, [point][component]. @throws RunError as carry() does @pre as there
  std::vector<double> log_density(const std::vector<double> &points, double time) const;

  /// Potential and velocity at some points.
  struct Motion {
    std::vector<double> potential; ///< Phi, or Psi of the head, without regulariser or confinement
    std::vector<double> velocity;  ///< [point][component]; zero where the density does not move
  };
  /// At @p points, [point][component]. @pre 0 <= time <= end_time()
  Motion motion(const std::vector<double> &points, double time) const;

private:
  /// Points of one chunk as the kernels have them.
  struct Chunk {
    EnsembleLayout layout;
    AlignedVector state; ///< [component][padded point], then [padded point]
  };
  Chunk chunk_of(const std::vector<double> &points, std::size_t first) const;
  std::size_t n_points(const std::vector<double> &points) const;
  void source(double time, PotentialSource &source) const;
  void carry_chunk(Chunk &chunk, double begin, double end) const;

  HistorySetting setting_;
  bool head_;
  double tolerance_;
  EnsembleLayout layout_; ///< without points
  GaussianMixture start_;
  TimeSamples features_, coefficients_; ///< [sample][component]
  double end_time_ = 0.;
};

} // namespace rhoflow
