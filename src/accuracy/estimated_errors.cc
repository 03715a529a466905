// SPDX-License-Identifier: Apache-2.0
#include "accuracy/estimated_errors.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

std::optional<std::size_t> EstimatedErrors::place_of(double time) const {
  const auto place = std::find_if(times.begin(), times.end(), [&](double known) {
    return std::abs(known - time) <= 1e-9 * (1. + std::abs(time));
  });
  if (place == times.end())
    return std::nullopt;
  return static_cast<std::size_t>(place - times.begin());
}

namespace {

double sum_over_causes(const PerCause<std::vector<double>> &errors, std::size_t output_time) {
  double sum = 0.;
  for (const Cause cause : all_causes)
    if (!errors[cause].empty())
      sum += errors[cause].at(output_time);
  return sum;
}

} // namespace

double EstimatedErrors::relative_loss_error(std::size_t output_time) const {
  return sum_over_causes(loss, output_time);
}

double EstimatedErrors::relative_prediction_error(std::size_t output_time) const {
  return sum_over_causes(predictions, output_time);
}

double loss_scale(double loss, double first_loss) {
  constexpr double least_share = 1e-3;
  return std::max({std::abs(loss), least_share * std::abs(first_loss), rounding_of_squares});
}

double mean_square(const std::vector<double> &values) {
  double sum = 0.;
  for (const double value : values)
    sum += value * value / double(values.size());
  return sum;
}

double prediction_scale(const std::vector<double> &predictions, const std::vector<double> &labels) {
  return std::sqrt(std::max({mean_square(predictions), mean_square(labels), rounding_of_squares}));
}

double EstimatedErrors::loss_error(double time, double present_loss) const {
  const auto place = place_of(time);
  return place ? loss_scale(present_loss, first_loss) * relative_loss_error(*place) : std::nan("");
}

PerQuantity EstimatedErrors::of_quantities(double time) const {
  const auto place = place_of(time);
  return place && *place < quantities.size() ? quantities[*place] : PerQuantity();
}

namespace {

/// What stands in a checkpoint, whose numbers are finite.
constexpr double unknown_error = -1., infinite_error = -2.;

} // namespace

std::vector<double> EstimatedErrors::numbers() const {
  std::vector<double> list{first_loss, double(times.size()), double(samples.size())};
  list.insert(list.end(), times.begin(), times.end());
  for (const auto *by_cause : {&loss, &predictions})
    for (const Cause cause : all_causes) {
      std::vector<double> errors = (*by_cause)[cause];
      errors.resize(times.size(), 0.);
      list.insert(list.end(), errors.begin(), errors.end());
    }
  std::vector<PerQuantity> all = quantities;
  all.resize(times.size());
  for (const PerQuantity &errors : all)
    list.insert(list.end(), errors.values().begin(), errors.values().end());
  list.insert(list.end(), samples.begin(), samples.end());
  for (double &number : list)
    if (!std::isfinite(number))
      number = std::isinf(number) ? infinite_error : unknown_error;
  return list;
}

bool EstimatedErrors::take(const std::vector<double> &numbers) {
  constexpr std::size_t n_counts = 3;
  const auto most = double(numbers.size());
  if (numbers.size() < n_counts || !(numbers[1] >= 0. && numbers[1] <= most) ||
      !(numbers[2] >= 0. && numbers[2] <= most))
    return false;
  const auto n = static_cast<std::size_t>(numbers[1]),
             n_samples = static_cast<std::size_t>(numbers[2]);
  if (numbers.size() != n_counts + (1 + 2 * n_causes + PerQuantity::size()) * n + n_samples)
    return false;
  std::vector<double> decoded = numbers;
  for (double &number : decoded)
    if (number == unknown_error || number == infinite_error)
      number = number == unknown_error ? std::nan("") : std::numeric_limits<double>::infinity();
  auto next = decoded.begin() + n_counts;
  const auto take_some = [&](std::vector<double> &values, std::size_t count) {
    values.assign(next, next + static_cast<std::ptrdiff_t>(count));
    next += static_cast<std::ptrdiff_t>(count);
  };
  first_loss = decoded[0];
  take_some(times, n);
  for (auto *by_cause : {&loss, &predictions})
    for (const Cause cause : all_causes)
      take_some((*by_cause)[cause], n);
  quantities.resize(n);
  for (PerQuantity &errors : quantities)
    for (double &error : errors.values())
      error = *next++;
  take_some(samples, n_samples);
  return true;
}

} // namespace rhoflow
