// SPDX-License-Identifier: Apache-2.0
#include "mistakes.h"

#include "diagnostics/zero_one_error.h"
#include "sampling/student.h"
#include "study/count_fit.h"

#include <algorithm>
#include <cmath>

namespace generalization {

using namespace rhoflow;

Outcome read_outcome(const StudyResults &results, const std::string &folder) {
  const RunTable training = results.table(folder, "predictions.csv"),
                 test = results.table(folder, "test_predictions.csv");
  const std::vector<double> labels = training.column("y"),
                            predictions = training.column("prediction");
  Outcome outcome;
  outcome.n = double(labels.size());
  for (std::size_t i = 0; i < labels.size(); ++i)
    outcome.loss += std::pow(predictions[i] - labels[i], 2) / (2. * outcome.n);
  outcome.training = double(zero_one_error(labels, predictions).wrong);
  const ZeroOneError error = zero_one_error(test.column("y"), test.column("prediction"));
  outcome.test = double(error.wrong);
  outcome.n_test = double(error.samples);
  return outcome;
}

double Pooled::upper_bound() const {
  return rate_bound_without_events(draws);
}

double Pooled::interval_factor() const {
  return std::exp(student_quantile(0.05, double(sets) - 1.) * deviation /
                  (std::sqrt(double(sets)) * test_error));
}

Pooled pool(const std::vector<Outcome> &outcomes) {
  Pooled pooled;
  pooled.n = outcomes.front().n;
  pooled.sets = outcomes.size();
  const auto sets = double(pooled.sets);
  pooled.least = INFINITY;
  for (const Outcome &outcome : outcomes) {
    const double error = outcome.test / outcome.n_test;
    pooled.sets_without_mistakes += outcome.test == 0. ? 1 : 0;
    pooled.loss += outcome.loss / sets;
    pooled.training_error += outcome.training / outcome.n / sets;
    pooled.test_error += error / sets;
    pooled.least = std::min(pooled.least, error);
    pooled.largest = std::max(pooled.largest, error);
    pooled.draws += outcome.n_test / 2.;
  }
  double squares = 0.;
  for (const Outcome &outcome : outcomes)
    squares += std::pow(outcome.test / outcome.n_test - pooled.test_error, 2);
  pooled.deviation = pooled.sets > 1 ? std::sqrt(squares / (sets - 1.)) : 0.;
  return pooled;
}

} // namespace generalization
