// SPDX-License-Identifier: Apache-2.0
#include "time/sampled_integral.h"

#include <boost/math/quadrature/gauss.hpp>

#include <algorithm>

namespace rhoflow {

void SampledIntegral::add(double time, const std::vector<double> &values, double scale) {
  constexpr std::size_t n_left = TimeSamples::n_left, n_points = TimeSamples::stencil_size;
  samples_.add(time, values, scale);
  // An interval is finished when its stencil lies in the middle, or at the start, of the samples.
  while (samples_.size() >= n_points && first_open_ + n_points - n_left <= samples_.size()) {
    add_interval(first_open_, finished_);
    ++first_open_;
  }
  if (first_open_ > n_left && samples_.size() > n_points) {
    const std::size_t n = std::min(first_open_ - n_left, samples_.size() - n_points);
    samples_.drop(n);
    first_open_ -= n;
  }
}

void SampledIntegral::add_interval(std::size_t i, std::vector<double> &sums) const {
  const double a = samples_.time(i), h = samples_.time(i + 1) - a;
  // Three points were enough for polynomials of degree five; the others serve the scale.
  using Rule = boost::math::quadrature::gauss<double, 7>;
  const auto add_point = [&](double x, double weight) {
    const TimeSamples::Stencil stencil = samples_.stencil(i, a + 0.5 * h * (1. + x));
    for (std::size_t m = 0; m < stencil.weights.size(); ++m) {
      const std::vector<double> &values = samples_.values(stencil.first + m);
      for (std::size_t q = 0; q < sums.size(); ++q)
        sums[q] += 0.5 * h * weight * stencil.weights[m] * values[q];
    }
  };
  add_point(0., Rule::weights()[0]);
  for (std::size_t g = 1; g < Rule::abscissa().size(); ++g)
    for (const double sign : {-1., 1.})
      add_point(sign * Rule::abscissa()[g], Rule::weights()[g]);
}

std::vector<double> SampledIntegral::integrals() const {
  std::vector<double> sums = finished_;
  for (std::size_t i = first_open_; i + 1 < samples_.size(); ++i)
    add_interval(i, sums);
  return sums;
}

std::vector<double> SampledIntegral::state() const {
  std::vector<double> state{double(first_open_)};
  state.insert(state.end(), finished_.begin(), finished_.end());
  samples_.append_to(state);
  return state;
}

bool SampledIntegral::restore(const std::vector<double> &state, std::size_t &place) {
  const std::size_t n = finished_.size();
  if (!(double(place) + 1. + double(n) <= double(state.size())) || !(state[place] >= 0.))
    return false;
  const double open = state[place];
  const auto first = state.begin() + std::ptrdiff_t(place) + 1;
  std::vector<double> finished(first, first + std::ptrdiff_t(n));
  place += 1 + n;
  if (!samples_.restore(state, place) || !(open <= double(samples_.size())))
    return false;
  first_open_ = std::size_t(open);
  finished_ = std::move(finished);
  return true;
}

} // namespace rhoflow
