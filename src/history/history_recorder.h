// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "history/flow_history.h"

#include <cstddef>
#include <vector>

namespace rhoflow {

/// Keeps a run's samples within a bound of memory: those of steps whose number is a multiple of a
/// stride, which is 1 at first and doubles whenever one more would be too many. Which ones are kept
/// follows from the number of steps alone, so that a run that goes on keeps the same as one that
/// was never interrupted.
class HistoryRecorder {
public:
  /// So many bytes of features and coefficients.
  static constexpr std::size_t most_bytes = std::size_t(16) << 20;
  /// With fewer samples a history would say nothing between them.
  static constexpr std::size_t least_samples = 64;

  explicit HistoryRecorder(HistorySetting setting, std::size_t n_bytes = most_bytes);

  /// Whether so many samples fit in.
  bool has_room() const { return most_samples_ >= least_samples; }
  /// Takes note of a step. @pre its number is larger than that of the last one, has_room()
  void add(HistorySample sample);
  /// Goes on from what history() gave; samples later than @p time are dropped.
  void restore(const FlowHistory &former, double time);

  /// What is kept, and the latest step besides.
  FlowHistory history() const;
  /// The number of the latest step. @pre there is one
  unsigned long last_step() const { return latest_.step; }
  const HistorySetting &setting() const { return history_.setting; }

private:
  void thin();

  FlowHistory history_; ///< kept samples
  std::size_t most_samples_;
  unsigned long stride_ = 1;
  HistorySample latest_;
};

} // namespace rhoflow
