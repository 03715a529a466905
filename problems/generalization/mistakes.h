// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "study/study.h"

#include <string>
#include <vector>

namespace generalization {

/// What one trained network got wrong.
struct Outcome {
  double n = 0.;        ///< samples it was trained on
  double loss = 0.;     ///< half the mean square of the residuals, at the end
  double training = 0.; ///< samples on the wrong side
  double test = 0.;     ///< test points on the wrong side
  double n_test = 0.;   ///< test points
};

/// Reads predictions.csv and test_predictions.csv in @p folder, relative to the study's.
Outcome read_outcome(const rhoflow::StudyResults &results, const std::string &folder);

/// Networks trained on several sets of one size, their test mistakes added up.
struct Pooled {
  double n = 0.;
  std::size_t sets = 0, sets_without_mistakes = 0;
  double loss = 0.;           ///< mean over the sets
  double training_error = 0.; ///< share of all samples
  double test_error = 0.;     ///< share of all test points; zero says no more than upper_bound()
  double least = 0., largest = 0.; ///< test error of a set
  double deviation = 0.;           ///< standard deviation of the test error from set to set
  double draws = 0.; ///< independent test points: every other, as they come in opposite pairs

  /// The largest test error that leaves a chance of 5 % to see no mistake.
  double upper_bound() const;
  /// The factor e of the 95 % interval [test_error / e, test_error e], by Student's t from the
  /// deviation, carried over to the logarithm. @pre test_error > 0, at least two sets
  double interval_factor() const;
};

/// @pre outcomes of one n, at least one
Pooled pool(const std::vector<Outcome> &outcomes);

} // namespace generalization
