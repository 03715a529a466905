// SPDX-License-Identifier: Apache-2.0
#include "run/resolution/trial.h"

#include "base/wall_clock.h"
#include "observers/output_schedule.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/precondition.h"
#include "rhoflow/run/setup.h"
#include "run/stop_error.h"
#include "statistics/measures.h"
#include "theory/theory_collector.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace rhoflow {

namespace {

/// What statistics.csv says of the densities themselves. Collective.
template <int dim>
void add_statistics(const GradientFlow<dim> &flow, PerQuantity &quantities) {
  const DensityMeasures<dim> measures = measure(flow.state(), {}, flow.noisy_rates(), 0.);
  quantities[Quantity::second_moment_encoder] = measures.second_moment_encoder();
  quantities[Quantity::second_moment_head] = measures.second_moment_head();
  quantities[Quantity::dissipation] = measures.dissipation();
  quantities[Quantity::entropy] = measures.entropy();
}

/// Measures the quantities of a run, from its start on.
template <int dim>
class QuantityWatch {
public:
  QuantityWatch(const Parameters &parameters, const GradientFlow<dim> &flow) : flow_(flow) {
    // Some dozen companions cannot afford what a run can: the cost grows with the cube.
    constexpr unsigned int most_gram_samples = 32;
    TheoryParameters theory = parameters.theory;
    theory.largest_gram_matrix = std::min(theory.largest_gram_matrix, most_gram_samples);
    theory = theory.for_samples(flow.data().size());
    theory.characteristics = 0;
    theory.support = false;
    if (theory.gram_matrices || theory.relative_entropy)
      theory_.emplace(theory, flow, parameters.weights.start(false, dim - 1, dim),
                      flow.state().has_head() ? parameters.weights.start(true, 1, dim)
                                              : GaussianMixture());
  }

  void step() {
    if (theory_)
      theory_->step(flow_);
  }

  /// @param with_theory whether its quantities are due
  PerQuantity measure(bool with_theory) {
    PerQuantity quantities;
    add_statistics(flow_, quantities);
    if (!theory_ || !with_theory)
      return quantities;
    const TheoryRow row = theory_->collect(flow_);
    quantities[Quantity::kl_encoder] = row.encoder.entropy_by_rate;
    quantities[Quantity::kl_head] = row.head.entropy_by_rate;
    const auto take_least = [&](Quantity quantity, const std::vector<double> &eigenvalues) {
      if (!eigenvalues.empty())
        quantities[quantity] = eigenvalues.front();
    };
    take_least(Quantity::lambda_min_g1, row.encoder_eigenvalues);
    take_least(Quantity::lambda_min_g2, row.head_eigenvalues);
    take_least(Quantity::lambda_min_sum, row.sum_eigenvalues);
    return quantities;
  }

private:
  const GradientFlow<dim> &flow_;
  std::optional<TheoryCollector<dim>> theory_;
};

template <int dim>
Trial run_dimension(const Parameters &parameters, const DataSet &data,
                    const Communicator &communicator, const TrialContent &content) {
  const double start = wall_seconds();
  const auto flow = make_flow<dim>(parameters, data, communicator, CoarseStart::accepted);
  std::optional<QuantityWatch<dim>> watch;
  if (content.quantities)
    watch.emplace(parameters, *flow);
  std::vector<PerQuantity> quantities;
  TrialHooks hooks;
  if (watch) {
    hooks.output = [&](const OutputTime &output) {
      quantities.push_back(watch->measure(output.due(parameters.theory.every)));
    };
    hooks.step = [&] { watch->step(); };
  }
  Trial trial = train_for_trial(*flow, parameters.time, content.most_steps, hooks);
  trial.quantities = std::move(quantities);
  trial.seconds = communicator.maximum(wall_seconds() - start);
  return trial;
}

} // namespace

Trial train_for_trial(Training &training, const TimeParameters &time, double most_steps,
                      const TrialHooks &hooks) {
  Trial trial;
  // A resolution that is much too coarse may make the loss explode, in steps that become ever
  // smaller.
  constexpr double explosion = 10.;
  const double most_loss =
      explosion * std::max(training.loss(), 0.5 * mean_square(training.data().labels));
  const auto look = [&](bool last) {
    const OutputTime output{training.time(), static_cast<unsigned int>(trial.times.size()), last};
    trial.times.push_back(training.time());
    trial.losses.push_back(training.loss());
    trial.predictions.push_back(training.predictions());
    if (hooks.output)
      hooks.output(output);
  };
  look(false);
  OutputSchedule schedule(time.output_interval, time.end_time);
  for (bool last = false; !last; schedule.advance()) {
    last = schedule.is_last();
    const double next = schedule.next();
    while (training.time() < next) {
      training.step(next);
      stop_trials_if_asked(training.communicator());
      if (hooks.step)
        hooks.step();
      if (training.loss() > most_loss)
        throw RunError("the loss grows without bound");
      if (double(training.n_steps() + training.n_rejected()) > most_steps)
        throw RunError("the steps become too short");
    }
    look(last);
  }
  trial.steps = double(training.n_steps() + training.n_rejected());
  return trial;
}

Trial run_trial(const Parameters &parameters, const DataSet &data, const Communicator &communicator,
                const TrialContent &content) {
  return data.dimension == 1 ? run_dimension<2>(parameters, data, communicator, content)
                             : run_dimension<3>(parameters, data, communicator, content);
}

TrialDifference difference(const Trial &a, const Trial &b, const DataSet &data) {
  RHOFLOW_PRECONDITION(a.times.size() == b.times.size(), "the same output times");
  TrialDifference result;
  for (std::size_t k = 0; k < a.times.size(); ++k) {
    const double scale = loss_scale(a.losses[k], a.losses[0]);
    result.loss.push_back(std::abs(a.losses[k] - b.losses[k]) / scale);
    double square = 0.;
    for (std::size_t i = 0; i < data.size(); ++i)
      square += std::pow(a.predictions[k][i] - b.predictions[k][i], 2) / double(data.size());
    result.predictions.push_back(std::sqrt(square) /
                                 prediction_scale(a.predictions[k], data.labels));
    if (k < std::min(a.quantities.size(), b.quantities.size())) {
      PerQuantity &change = result.quantities.emplace_back();
      for (std::size_t q = 0; q < PerQuantity::size(); ++q)
        change.values()[q] = std::abs(a.quantities[k].values()[q] - b.quantities[k].values()[q]);
    }
  }
  for (std::size_t i = 0; i < data.size(); ++i)
    result.samples.push_back(std::abs(a.predictions.back()[i] - b.predictions.back()[i]));
  return result;
}

double TrialDifference::excess(const AccuracyParameters &accepted) const {
  double most = 0.;
  if (loss.empty())
    return most;
  if (accepted.loss > 0.)
    most = std::max(most, *std::max_element(loss.begin(), loss.end()) / accepted.loss);
  if (accepted.predictions > 0.)
    most = std::max(most, *std::max_element(predictions.begin(), predictions.end()) /
                              accepted.predictions);
  return most;
}

namespace {

/// result_i = combine(result_i, part_i); where @p result is empty it counts as zeros.
template <typename Function>
void combine(std::vector<double> &result, const std::vector<double> &part, Function function) {
  if (part.empty())
    return;
  result.resize(part.size(), 0.);
  std::transform(result.begin(), result.end(), part.begin(), result.begin(), function);
}

template <typename Function>
void combine(TrialDifference &result, const TrialDifference &part, Function function) {
  combine(result.loss, part.loss, function);
  combine(result.predictions, part.predictions, function);
  combine(result.samples, part.samples, function);
  if (result.quantities.empty())
    for (std::size_t k = 0; k < part.quantities.size(); ++k)
      result.quantities.emplace_back().values().fill(0.);
  for (std::size_t k = 0; k < part.quantities.size(); ++k) {
    auto &values = result.quantities[k].values();
    std::transform(values.begin(), values.end(), part.quantities[k].values().begin(),
                   values.begin(), function);
  }
}

} // namespace

void TrialDifference::add(const TrialDifference &part) {
  combine(*this, part, [](double a, double b) { return a + b; });
}

void TrialDifference::raise_to(const TrialDifference &other, double factor) {
  combine(*this, other, [factor](double a, double b) { return std::max(a, factor * b); });
}

void TrialDifference::scale(double factor) {
  combine(*this, *this, [factor](double a, double) { return factor * a; });
}

} // namespace rhoflow
