// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "characteristics/kernels/carry_points.h"
#include "rhoflow/network/network_parameters.h"
#include "rhoflow/potential/sample_state.h"
#include "time/time_samples.h"

namespace rhoflow {

/// The potentials of a flow as functions of time and of any weights, not only of those on a grid:
/// the features and coefficients that they consist of, known at the ends of the last steps and
/// interpolated between them (CLLCC (11), (13)).
class SourceHistory {
public:
  SourceHistory(NetworkParameters network, std::size_t n_slices, std::size_t n_samples,
                unsigned int dimension);

  /// @param state features and coefficients of all densities, at the depth nodes
  /// @param scale what the residuals fall with, see TimeSamples::add(); applies to the coefficients
  /// @pre @p time is larger than that of the last one
  void add(double time, const SampleState &state, double scale);
  /// Forgets what source() does not need from @p time on.
  void forget_before(double time);

  /// Of density @p index, slices first, then the head's. @pre size() > 0
  void source(std::size_t index, double time, PotentialSource &source) const;

  std::size_t size() const { return features_.size(); }
  double time(std::size_t i) const { return features_.time(i); }

  /// As TimeSamples has them.
  void append_to(std::vector<double> &state) const;
  bool restore(const std::vector<double> &state, std::size_t &place);

private:
  std::size_t n_densities() const {
    return n_slices_ + (network_.head == HeadType::trained ? 1 : 0);
  }
  std::size_t n_outer(std::size_t index) const { return index < n_slices_ ? dimension_ : 1; }

  NetworkParameters network_;
  std::size_t n_slices_, n_samples_;
  unsigned int dimension_;
  TimeSamples features_, coefficients_; ///< [density][sample][component]
};

} // namespace rhoflow
