// SPDX-License-Identifier: Apache-2.0
#include "statistics/fit.h"

#include "rhoflow/base/precondition.h"

#include <boost/math/statistics/univariate_statistics.hpp>

namespace rhoflow {

namespace {

/// The share of the variance of @p labels that predictions with the loss @p loss explain.
double share_explained(double loss, const std::vector<double> &labels) {
  const double variance = boost::math::statistics::variance(labels);
  return variance > 0. ? 1. - 2. * loss / variance : Fit::nothing;
}

} // namespace

Fit measure_fit(const Training &training, const DataSet &test) {
  return measure_fit(training, test,
                     test.size() == 0 ? std::vector<double>() : training.predict(test.inputs));
}

Fit measure_fit(const Training &training, const DataSet &test,
                const std::vector<double> &predictions) {
  RHOFLOW_PRECONDITION(predictions.size() == test.size(), "a prediction for every test sample");
  Fit fit;
  fit.r_squared = share_explained(training.loss(), training.data().labels);
  if (test.size() == 0)
    return fit;
  double sum = 0.;
  for (std::size_t i = 0; i < test.size(); ++i)
    sum += (predictions[i] - test.labels[i]) * (predictions[i] - test.labels[i]);
  fit.test_loss = 0.5 * sum / double(test.size());
  fit.test_r_squared = share_explained(fit.test_loss, test.labels);
  return fit;
}

} // namespace rhoflow
