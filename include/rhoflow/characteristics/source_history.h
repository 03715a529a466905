#pragma once

#include "rhoflow/base/time_samples.h"
#include "rhoflow/characteristics/kernels/carry_points.h"
#include "rhoflow/network/network_parameters.h"
#include "rhoflow/potential/sample_state.h"

namespace rhoflow {

/// The potentials of a flow as functions of time and of any weights, not only of those on a grid:
/// the features and coefficients that they consist of, known at the ends of the last steps and
/// interpolated between them (CLLCC (11), (13)).
class SourceHistory {
public:
  SourceHistory(const NetworkParameters &network, std::size_t n_slices, std::size_t n_samples,
                unsigned int dimension);

  /// @pre @p time is larger than that of the last one
  void add(double time, const SampleState &state);
  /// Forgets what source() does not need from @p time on.
  void forget_before(double time);

  /// Of density @p index, slices first, then the head's.
  void source(std::size_t index, double time, PotentialSource &source) const;

  const TimeSamples &samples() const { return samples_; }
  TimeSamples &samples() { return samples_; }

private:
  std::size_t n_outer(std::size_t index) const { return index < n_slices_ ? dimension_ : 1; }

  NetworkParameters network_;
  std::size_t n_slices_, n_samples_;
  unsigned int dimension_;
  TimeSamples samples_; ///< [density][features, coefficients]
};

} // namespace rhoflow
