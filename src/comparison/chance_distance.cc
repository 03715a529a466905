// SPDX-License-Identifier: Apache-2.0
#include "comparison/chance_distance.h"

#include "rhoflow/base/precondition.h"
#include "sampling/student.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace rhoflow {

namespace {

/// Draws of finite networks from one distribution on the line.
class NetworkDraws {
public:
  NetworkDraws(const QuantileFunction &density, std::vector<double> weights, std::uint64_t seed)
      : density_(density), weights_(std::move(weights)), generator_(seed),
        alike_(std::all_of(weights_.begin(), weights_.end(),
                           [&](double weight) { return weight == weights_.front(); })) {}

  QuantileFunction next() {
    // Ordered uniform numbers are sums of exponential ones, divided by the sum of one more.
    std::vector<double> points(weights_.size());
    double sum = 0.;
    for (double &point : points)
      point = sum += exponential();
    sum += exponential();
    for (double &point : points)
      point = density_.value(point / sum);
    if (!alike_) // neurons are drawn whatever their share
      std::shuffle(weights_.begin(), weights_.end(), generator_);
    return QuantileFunction::of_atoms(points, weights_);
  }

private:
  double exponential() { return -std::log((double(generator_() >> 11) + 0.5) * 0x1p-53); }

  const QuantileFunction &density_;
  std::vector<double> weights_;
  std::mt19937_64 generator_;
  bool alike_;
};

} // namespace

Spread::Spread(const std::vector<double> &values) : n(values.size()) {
  for (const double value : values)
    mean += value / double(n);
  double square = 0.;
  for (const double value : values)
    square += (value - mean) * (value - mean);
  if (n > 1)
    deviation = std::sqrt(square / double(n - 1));
}

double Spread::mean_square() const {
  return mean * mean + (n > 1 ? double(n - 1) / double(n) * deviation * deviation : 0.);
}

ChanceDistances draw_distances(const QuantileFunction &density, const std::vector<double> &weights,
                               std::size_t n_draws, std::uint64_t seed) {
  RHOFLOW_PRECONDITION(n_draws >= 2, "two networks have a distance");
  NetworkDraws draws(density, weights, seed);
  std::vector<double> once[2], between[2];
  QuantileFunction last = draws.next();
  for (std::size_t k = 0; k < n_draws; ++k) {
    for (unsigned int power : {1u, 2u})
      once[power - 1].push_back(wasserstein(density, last, power));
    if (k + 1 == n_draws)
      break;
    QuantileFunction next = draws.next();
    for (unsigned int power : {1u, 2u})
      between[power - 1].push_back(wasserstein(last, next, power));
    last = std::move(next);
  }
  const auto spreads = [](const std::vector<double> &of_one, const std::vector<double> &of_two) {
    std::vector<double> logarithms;
    for (const double value : of_one)
      logarithms.push_back(std::log(value));
    return ChanceDistance{Spread(of_one), Spread(logarithms), Spread(of_two)};
  };
  return {spreads(once[0], between[0]), spreads(once[1], between[1])};
}

double chance_p_value(const std::vector<double> &measured, const Spread &drawn) {
  const auto n = double(measured.size());
  double mean = 0.;
  for (const double value : measured)
    mean += std::log(value) / n;
  const double error = drawn.deviation * std::sqrt(1. / n + 1. / double(drawn.n)),
               t = (mean - drawn.mean) / error;
  const double tail = 0.5 * student_p_value(std::abs(t), double(drawn.n) - 1.);
  return t > 0. ? tail : 1. - tail;
}

} // namespace rhoflow
