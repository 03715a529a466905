// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "time/time_samples.h"

#include <cstddef>
#include <vector>

namespace rhoflow {

/// Integrals over time of several quantities that are known at the ends of the steps only, of any
/// lengths: between two samples the polynomial of TimeSamples is integrated. Of order six where the
/// quantities are smooth, exact for polynomials of degree five from six samples on, and of lower
/// order while there are fewer.
class SampledIntegral {
public:
  explicit SampledIntegral(std::size_t n_quantities)
      : finished_(n_quantities, 0.), samples_(n_quantities) {}

  /// Adds a sample, see TimeSamples::add().
  void add(double time, const std::vector<double> &values, double scale = 1.);

  /// The integrals from the first to the last sample.
  std::vector<double> integrals() const;

  /// All that add() and integrals() depend on, as numbers, and the way back.
  std::vector<double> state() const;
  /// Reads what state() gave, from @p place on, which moves behind it.
  /// @return whether it was of as many integrals
  bool restore(const std::vector<double> &state, std::size_t &place);

private:
  void add_interval(std::size_t i, std::vector<double> &sums) const;

  std::vector<double> finished_; ///< integrals over the intervals that will not change any more
  std::size_t first_open_ = 0;   ///< interval, counted from the first kept sample
  TimeSamples samples_;
};

} // namespace rhoflow
