// SPDX-License-Identifier: Apache-2.0
#include "run/resolution/trial.h"

#include "accuracy/indicators.h"
#include "base/wall_clock.h"
#include "observers/output_schedule.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/precondition.h"
#include "rhoflow/run/setup.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace rhoflow {

namespace {

double mean_square(const std::vector<double> &values) {
  double sum = 0.;
  for (const double value : values)
    sum += value * value / double(values.size());
  return sum;
}

template <int dim>
Trial run_dimension(const Parameters &parameters, const DataSet &data,
                    const Communicator &communicator, bool with_box) {
  const double start = wall_seconds();
  const auto flow = make_flow<dim>(parameters, data, communicator, CoarseStart::accepted);
  std::optional<InnerRefinements> refinements;
  if (with_box)
    refinements.emplace(flow->state());
  Trial trial;
  // A grid that is much too coarse may make the loss explode, in steps that become ever smaller.
  constexpr double explosion = 10.;
  const double most_loss = explosion * std::max(flow->loss(), 0.5 * mean_square(data.labels));
  const auto look = [&] {
    trial.times.push_back(flow->time());
    trial.losses.push_back(flow->loss());
    trial.predictions.push_back(flow->predictions());
    if (refinements)
      trial.box = std::max(trial.box, measure_indicators(flow->state(), *refinements).box);
  };
  look();
  OutputSchedule schedule(parameters.time.output_interval, parameters.time.end_time);
  for (bool last = false; !last; schedule.advance()) {
    last = schedule.is_last();
    const double next = schedule.next();
    while (flow->time() < next) {
      flow->step(next);
      if (flow->loss() > most_loss)
        throw RunError("the loss grows without bound");
    }
    look();
  }
  trial.steps = double(flow->n_steps() + flow->n_rejected());
  trial.seconds = communicator.maximum(wall_seconds() - start);
  return trial;
}

} // namespace

Trial run_trial(const Parameters &parameters, const DataSet &data, const Communicator &communicator,
                bool with_box) {
  return data.dimension == 1 ? run_dimension<2>(parameters, data, communicator, with_box)
                             : run_dimension<3>(parameters, data, communicator, with_box);
}

TrialDifference difference(const Trial &a, const Trial &b, const DataSet &data) {
  RHOFLOW_PRECONDITION(a.times.size() == b.times.size(), "the same output times");
  constexpr double least_share = 1e-3; // of the loss at the start
  TrialDifference result;
  const double labels = mean_square(data.labels);
  for (std::size_t k = 0; k < a.times.size(); ++k) {
    const double scale = std::max(std::abs(a.losses[k]), least_share * std::abs(a.losses[0]));
    result.loss.push_back(scale > 0. ? std::abs(a.losses[k] - b.losses[k]) / scale : 0.);
    double square = 0.;
    for (std::size_t i = 0; i < data.size(); ++i)
      square += std::pow(a.predictions[k][i] - b.predictions[k][i], 2) / double(data.size());
    const double size = std::max(mean_square(a.predictions[k]), labels);
    result.predictions.push_back(size > 0. ? std::sqrt(square / size) : 0.);
  }
  return result;
}

double TrialDifference::excess(const AccuracyParameters &accepted) const {
  double most = 0.;
  if (accepted.loss > 0.)
    most = std::max(most, *std::max_element(loss.begin(), loss.end()) / accepted.loss);
  if (accepted.predictions > 0.)
    most = std::max(most, *std::max_element(predictions.begin(), predictions.end()) /
                              accepted.predictions);
  return most;
}

void TrialDifference::add(const TrialDifference &part) {
  loss.resize(part.loss.size(), 0.);
  predictions.resize(part.loss.size(), 0.);
  for (std::size_t k = 0; k < loss.size(); ++k) {
    loss[k] += part.loss[k];
    predictions[k] += part.predictions[k];
  }
}

void TrialDifference::raise_to(const TrialDifference &other, double factor) {
  for (std::size_t k = 0; k < loss.size(); ++k) {
    loss[k] = std::max(loss[k], factor * other.loss[k]);
    predictions[k] = std::max(predictions[k], factor * other.predictions[k]);
  }
}

} // namespace rhoflow
