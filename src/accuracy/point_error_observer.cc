// SPDX-License-Identifier: Apache-2.0
#include "accuracy/point_error_observer.h"

#include "accuracy/point_errors.h"

#include <algorithm>
#include <sstream>

namespace rhoflow {

PointErrorObserver::PointErrorObserver(RunErrors &errors, const PointTraining &training,
                                       const AccuracyGoal &goal, unsigned int n_points,
                                       const std::string &folder, RunLog &log)
    : ErrorObserver(errors, training, folder, log,
                    {causes_on_points.begin(), causes_on_points.end()}),
      errors_(errors), training_(training), goal_(goal), n_points_(n_points) {}

void PointErrorObserver::refresh(double time) {
  EstimatedErrors &estimate = errors_.estimate;
  const auto place = estimate.place_of(time);
  if (!place)
    return;
  const PointErrors errors = measure_point_errors(training_, estimate.first_loss);
  for (auto *by_cause : {&estimate.loss, &estimate.predictions})
    (*by_cause)[Cause::points].resize(estimate.times.size(), 0.);
  estimate.loss[Cause::points][*place] = errors.loss;
  estimate.predictions[Cause::points][*place] = errors.predictions;
  const auto compare = [&](double error, double goal) {
    if (goal > 0. && error / goal > excess_) {
      excess_ = error / goal;
      time_of_excess_ = time;
    }
  };
  compare(estimate.relative_loss_error(*place), goal_.loss);
  compare(estimate.relative_prediction_error(*place), goal_.predictions);
}

void PointErrorObserver::finish() {
  if (excess_ > 1. && errors_.shortfall.empty()) {
    std::ostringstream line;
    line.precision(2);
    line << "the accuracy asked for is missed: the error is " << excess_
         << " times what was allowed at t = " << time_of_excess_
         << " (errors.csv); set Points/Number = " << 2 * n_points_;
    log().warn(training_.time(), line.str());
  }
  ErrorObserver::finish();
}

} // namespace rhoflow
