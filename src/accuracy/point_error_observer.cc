// SPDX-License-Identifier: Apache-2.0
#include "accuracy/point_error_observer.h"

#include "accuracy/point_errors.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>

namespace rhoflow {

PointErrorObserver::PointErrorObserver(RunErrors &errors, const PointTraining &training,
                                       const AccuracyGoal &goal, PointParameters points,
                                       const std::string &folder, RunLog &log)
    : ErrorObserver(errors, training, folder, log,
                    {causes_on_points.begin(), causes_on_points.end()}),
      errors_(errors), training_(training), goal_(goal), points_(std::move(points)) {}

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
  const auto compare = [&](double error, const PerCause<std::vector<double>> &parts, double goal) {
    if (!(goal > 0. && error / goal > excess_))
      return;
    excess_ = error / goal;
    time_of_excess_ = time;
    const auto part = [&](Cause cause) {
      return parts[cause].empty() ? 0. : parts[cause].at(*place);
    };
    cause_of_excess_ = *std::max_element(causes_on_points.begin(), causes_on_points.end(),
                                         [&](Cause a, Cause b) { return part(a) < part(b); });
  };
  compare(estimate.relative_loss_error(*place), estimate.loss, goal_.loss);
  compare(estimate.relative_prediction_error(*place), estimate.predictions, goal_.predictions);
}

std::string PointErrorObserver::remedy() const {
  // Errors of lattices fall at least that fast where their number is a power of two.
  constexpr double slope = 0.75;
  if (cause_of_excess_ != Cause::points && !errors_.remedies[cause_of_excess_].empty())
    return errors_.remedies[cause_of_excess_];
  std::ostringstream setting;
  setting.precision(12);
  const double factor = std::exp2(std::ceil(std::log2(excess_) / slope));
  setting << "Points/Number = " << factor * points_.number;
  if (points_.head_number > 0)
    setting << ", Points/Head number = " << factor * points_.head_number;
  return setting.str();
}

void PointErrorObserver::finish() {
  if (excess_ > 1. && errors_.shortfall.empty()) {
    std::ostringstream line;
    line.precision(2);
    line << "the accuracy asked for is missed: the error is " << excess_
         << " times what was allowed at t = " << time_of_excess_ << " (errors.csv); set "
         << remedy();
    log().warn(training_.time(), line.str());
  }
  ErrorObserver::finish();
}

} // namespace rhoflow
