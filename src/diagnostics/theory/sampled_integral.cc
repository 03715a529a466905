#include "rhoflow/diagnostics/theory/sampled_integral.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

void SampledIntegral::add(double time, const std::vector<double> &values) {
  constexpr std::size_t n_left = TimeSamples::n_left, n_points = TimeSamples::stencil_size;
  samples_.add(time, values);
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
  // Three Gauss points are exact for polynomials of degree five.
  const double shift = std::sqrt(0.15);
  const double points[3] = {0.5 - shift, 0.5, 0.5 + shift};
  const double weights[3] = {5. / 18., 8. / 18., 5. / 18.};
  for (int g = 0; g < 3; ++g) {
    const TimeSamples::Stencil stencil = samples_.stencil(i, a + h * points[g]);
    for (std::size_t m = 0; m < stencil.weights.size(); ++m) {
      const std::vector<double> &values = samples_.values(stencil.first + m);
      for (std::size_t q = 0; q < sums.size(); ++q)
        sums[q] += h * weights[g] * stencil.weights[m] * values[q];
    }
  }
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
