// SPDX-License-Identifier: Apache-2.0
#include "time/time_samples.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

void TimeSamples::add(double time, const std::vector<double> &values, double scale) {
  RHOFLOW_PRECONDITION(times_.empty() || time > times_.back(), "times increase");
  RHOFLOW_PRECONDITION(values.size() == n_quantities_, "a value for each quantity");
  RHOFLOW_PRECONDITION(scale > 0., "the scale has a logarithm");
  times_.push_back(time);
  log_scales_.push_back(std::log(scale));
  values_.push_back(values);
  for (double &value : values_.back())
    value /= scale;
}

void TimeSamples::drop(std::size_t n) {
  RHOFLOW_PRECONDITION(n <= size(), "as many samples are there");
  times_.erase(times_.begin(), times_.begin() + std::ptrdiff_t(n));
  log_scales_.erase(log_scales_.begin(), log_scales_.begin() + std::ptrdiff_t(n));
  values_.erase(values_.begin(), values_.begin() + std::ptrdiff_t(n));
}

TimeSamples::Stencil TimeSamples::stencil(std::size_t i, double time) const {
  RHOFLOW_PRECONDITION(i + 1 < size() || (i == 0 && size() == 1), "there is such an interval");
  const std::size_t n = size();
  Stencil result;
  result.first = i > n_left ? i - n_left : 0;
  result.first = n > stencil_size ? std::min(result.first, n - stencil_size) : 0;
  const std::size_t last = std::min(result.first + stencil_size, n);
  for (std::size_t m = result.first; m < last; ++m) {
    double lagrange = 1.;
    for (std::size_t k = result.first; k < last; ++k)
      if (k != m)
        lagrange *= (time - times_[k]) / (times_[m] - times_[k]);
    result.weights.push_back(lagrange);
  }
  double log_scale = 0.;
  for (std::size_t m = 0; m < result.weights.size(); ++m)
    log_scale += result.weights[m] * log_scales_[result.first + m];
  // Its exponential must not run away where the logarithm has a kink.
  const double left = log_scales_[i], right = log_scales_[std::min(i + 1, n - 1)];
  const double room = std::abs(right - left);
  log_scale = std::clamp(log_scale, std::min(left, right) - room, std::max(left, right) + room);
  for (double &weight : result.weights)
    weight *= std::exp(log_scale);
  return result;
}

std::size_t TimeSamples::interval(double time) const {
  if (size() < 3)
    return 0;
  const auto right = std::upper_bound(times_.begin() + 1, times_.end() - 1, time);
  return std::size_t(right - times_.begin()) - 1;
}

void TimeSamples::evaluate(double time, std::size_t first, std::size_t n,
                           std::vector<double> &result) const {
  RHOFLOW_PRECONDITION(size() > 0, "there is a sample");
  RHOFLOW_PRECONDITION(first + n <= n_quantities_, "there are as many quantities");
  const Stencil combination = stencil(interval(time), time);
  result.assign(n, 0.);
  for (std::size_t m = 0; m < combination.weights.size(); ++m) {
    const double *sample = values(combination.first + m).data() + first;
    for (std::size_t i = 0; i < n; ++i)
      result[i] += combination.weights[m] * sample[i];
  }
}

void TimeSamples::append_to(std::vector<double> &state) const {
  state.push_back(double(size()));
  state.insert(state.end(), times_.begin(), times_.end());
  state.insert(state.end(), log_scales_.begin(), log_scales_.end());
  for (const std::vector<double> &values : values_)
    state.insert(state.end(), values.begin(), values.end());
}

bool TimeSamples::restore(const std::vector<double> &state, std::size_t &place) {
  if (place >= state.size() || !(state[place] >= 0.))
    return false;
  const double kept = state[place], rest = double(state.size() - place - 1);
  if (!(kept * (2. + double(n_quantities_)) <= rest))
    return false;
  const auto n = std::size_t(kept);
  auto next = state.begin() + std::ptrdiff_t(place) + 1;
  const auto take = [&next](std::size_t count) {
    const auto begin = next;
    next += std::ptrdiff_t(count);
    return std::vector<double>(begin, next);
  };
  times_ = take(n);
  log_scales_ = take(n);
  values_.clear();
  for (std::size_t i = 0; i < n; ++i)
    values_.push_back(take(n_quantities_));
  place = std::size_t(next - state.begin());
  return true;
}

} // namespace rhoflow
