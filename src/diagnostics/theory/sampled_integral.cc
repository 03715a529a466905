#include "rhoflow/diagnostics/theory/sampled_integral.h"

#include "rhoflow/base/exit_status.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

namespace {

constexpr std::size_t n_points = 6;
/// Samples of the stencil before the interval, its left end not counted.
constexpr std::size_t n_left = 2;

} // namespace

void SampledIntegral::add(double time, const std::vector<double> &values) {
  times_.push_back(time);
  values_.push_back(values);
  // An interval is finished when its stencil lies in the middle, or at the start, of the samples.
  while (times_.size() >= n_points && first_open_ + n_points - n_left <= times_.size()) {
    add_interval(first_open_, finished_);
    ++first_open_;
  }
  while (first_open_ > n_left && times_.size() > n_points) {
    times_.erase(times_.begin());
    values_.erase(values_.begin());
    --first_open_;
  }
}

void SampledIntegral::add_interval(std::size_t i, std::vector<double> &sums) const {
  const std::size_t n = times_.size();
  std::size_t first = i > n_left ? i - n_left : 0;
  first = n > n_points ? std::min(first, n - n_points) : 0;
  const std::size_t last = std::min(first + n_points, n);
  const double a = times_[i], h = times_[i + 1] - a;
  // Three Gauss points are exact for polynomials of degree five.
  const double shift = std::sqrt(0.15);
  const double points[3] = {0.5 - shift, 0.5, 0.5 + shift};
  const double weights[3] = {5. / 18., 8. / 18., 5. / 18.};
  for (std::size_t m = first; m < last; ++m) {
    double factor = 0.;
    for (int g = 0; g < 3; ++g) {
      double lagrange = 1.;
      for (std::size_t k = first; k < last; ++k)
        if (k != m)
          lagrange *= (a + h * points[g] - times_[k]) / (times_[m] - times_[k]);
      factor += weights[g] * lagrange;
    }
    for (std::size_t q = 0; q < sums.size(); ++q)
      sums[q] += h * factor * values_[m][q];
  }
}

std::vector<double> SampledIntegral::integrals() const {
  std::vector<double> sums = finished_;
  for (std::size_t i = first_open_; i + 1 < times_.size(); ++i)
    add_interval(i, sums);
  return sums;
}

std::vector<double> SampledIntegral::state() const {
  std::vector<double> state{double(first_open_), double(times_.size())};
  state.insert(state.end(), finished_.begin(), finished_.end());
  state.insert(state.end(), times_.begin(), times_.end());
  for (const std::vector<double> &values : values_)
    state.insert(state.end(), values.begin(), values.end());
  return state;
}

void SampledIntegral::restore(const std::vector<double> &state) {
  const std::size_t n = finished_.size();
  const double kept = state.size() < 2 ? -1. : state[1];
  if (!(kept >= 0.) || 2. + double(n) + kept * (1. + double(n)) != double(state.size()) ||
      !(state[0] >= 0. && state[0] <= kept))
    throw InputError("the checkpoint's integrals over time do not fit the run; start the run anew "
                     "without --resume");
  const auto n_kept = static_cast<std::size_t>(kept);
  first_open_ = std::size_t(state[0]);
  auto next = state.begin() + 2;
  const auto take = [&next](std::size_t count) {
    const auto begin = next;
    next += std::ptrdiff_t(count);
    return std::vector<double>(begin, next);
  };
  finished_ = take(n);
  times_ = take(n_kept);
  values_.clear();
  for (std::size_t i = 0; i < n_kept; ++i)
    values_.push_back(take(n));
}

} // namespace rhoflow
