// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accuracy/estimated_errors.h"
#include "observers/observer.h"
#include "rhoflow/base/communicator.h"
#include "rhoflow/data/data_set.h"
#include "rhoflow/run/parameters.h"
#include "rhoflow/time/training.h"

#include <functional>
#include <vector>

namespace rhoflow {

/// What a run gives at its output times, the start included, and what it cost.
struct Trial {
  std::vector<double> times, losses;            ///< [output time]
  std::vector<std::vector<double>> predictions; ///< [output time][sample]
  std::vector<PerQuantity> quantities;          ///< [output time], if asked for
  double steps = 0.;                            ///< taken and rejected
  double seconds = 0.;                          ///< of wall time, of the slowest process
};

/// What a trial measures besides loss and predictions.
struct TrialContent {
  bool quantities = false; ///< those of the section Theory as far as it asks for them
  double most_steps = 1e5; ///< a trial that takes more has failed
};

/// Who looks at a trial while it runs; both may be empty.
struct TrialHooks {
  std::function<void(const OutputTime &)> output; ///< at every output time, the start included
  std::function<void()> step;                     ///< after every step
};

/// Takes @p training from its start to the end of section Time. Collective.
/// @return all but quantities and seconds
/// @throws RunError if the loss explodes, after @p most_steps, StopError if a signal stops it, and
/// what the training throws
Trial train_for_trial(Training &training, const TimeParameters &time, double most_steps,
                      const TrialHooks &hooks = {});

/// Runs @p parameters from the start to the end without writing anything. Collective.
/// @throws RunError if the run fails, StopError if a signal stops it
Trial run_trial(const Parameters &parameters, const DataSet &data, const Communicator &communicator,
                const TrialContent &content = {});

/// How far two runs are from each other.
struct TrialDifference {
  /// [output time]: of the losses, relative to the loss, or to a thousandth of that at the start
  /// where it is less.
  std::vector<double> loss;
  /// [output time]: root mean square of the predictions, relative to that of predictions or labels
  std::vector<double> predictions;
  std::vector<PerQuantity> quantities; ///< [output time], absolute; empty if not measured
  std::vector<double> samples;         ///< [sample]: of the predictions at the end, absolute

  /// @param accepted what is allowed, 0 for any
  /// @return the largest multiple of what is allowed, 0 of an empty one
  double excess(const AccuracyParameters &accepted) const;

  /// Adds @p part at every output time; to an empty one, which counts as 0.
  void add(const TrialDifference &part);
  /// All times @p factor.
  void scale(double factor);
  /// At every output time the larger one of this and @p factor times @p other.
  void raise_to(const TrialDifference &other, double factor);
};

/// @p b relative to @p a, both of @p data and the same output times.
TrialDifference difference(const Trial &a, const Trial &b, const DataSet &data);

} // namespace rhoflow
