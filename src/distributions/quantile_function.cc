// SPDX-License-Identifier: Apache-2.0
#include "distributions/quantile_function.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rhoflow {

namespace {

/// int |d|^p over a piece of length @p length on which d is linear from @p first to @p last.
double piece_cost(double first, double last, double length, unsigned int power) {
  if (power == 2)
    return length * (first * first + first * last + last * last) / 3.;
  if (first * last >= 0.)
    return length * 0.5 * std::abs(first + last);
  // Two triangles.
  return length * 0.5 * (first * first + last * last) / (std::abs(first) + std::abs(last));
}

} // namespace

void QuantileFunction::add(double level, double left, double right) {
  level_.push_back(level);
  left_.push_back(left);
  right_.push_back(right);
}

void QuantileFunction::normalize() {
  RHOFLOW_PRECONDITION(!level_.empty() && level_.back() > 0., "the mass is positive");
  const double mass = level_.back();
  for (double &level : level_)
    level /= mass;
}

QuantileFunction QuantileFunction::of_atoms(const std::vector<double> &points,
                                            const std::vector<double> &weights) {
  RHOFLOW_PRECONDITION(points.size() == weights.size(), "a weight for every point");
  std::vector<std::size_t> order(points.size());
  std::iota(order.begin(), order.end(), std::size_t(0));
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return points[a] < points[b]; });
  QuantileFunction result;
  double level = 0.;
  for (const std::size_t k : order)
    if (weights[k] > 0.) {
      level += weights[k];
      result.add(level, points[k], points[k]);
    }
  result.normalize();
  return result;
}

QuantileFunction QuantileFunction::of_table(const std::vector<double> &points,
                                            const std::vector<double> &distribution) {
  RHOFLOW_PRECONDITION(points.size() == distribution.size() && points.size() >= 2,
                       "a value for every point");
  QuantileFunction result;
  double level = distribution.front(), start = points.front();
  const double zero = level;
  for (std::size_t k = 1; k < points.size(); ++k) {
    if (distribution[k] > level) {
      result.add(distribution[k] - zero, start, points[k]);
      level = distribution[k];
    }
    start = points[k];
  }
  result.normalize();
  return result;
}

double QuantileFunction::value(double level) const {
  const auto piece = static_cast<std::size_t>(
      std::lower_bound(level_.begin(), level_.end() - 1, level) - level_.begin());
  if (level == level_[piece] && piece + 1 < level_.size())
    return 0.5 * (right_[piece] + left_[piece + 1]);
  const double lower = piece > 0 ? level_[piece - 1] : 0.;
  const double part = (level - lower) / (level_[piece] - lower);
  return left_[piece] + part * (right_[piece] - left_[piece]);
}

double QuantileFunction::mass_below(double x) const {
  const auto piece =
      static_cast<std::size_t>(std::lower_bound(right_.begin(), right_.end(), x) - right_.begin());
  if (piece == right_.size())
    return 1.;
  const double lower = piece > 0 ? level_[piece - 1] : 0.;
  if (x <= left_[piece])
    return lower;
  const double part = (x - left_[piece]) / (right_[piece] - left_[piece]);
  return lower + part * (level_[piece] - lower);
}

double wasserstein(const QuantileFunction &a, const QuantileFunction &b, unsigned int power) {
  RHOFLOW_PRECONDITION(power == 1 || power == 2, "W1 or W2");
  double cost = 0., level = 0.;
  double a_lower = 0., b_lower = 0.;
  for (std::size_t i = 0, j = 0; i < a.level_.size() && j < b.level_.size();) {
    const double upper = std::min(a.level_[i], b.level_[j]);
    const auto difference = [&](double v) {
      const double a_part = (v - a_lower) / (a.level_[i] - a_lower);
      const double b_part = (v - b_lower) / (b.level_[j] - b_lower);
      return a.left_[i] + a_part * (a.right_[i] - a.left_[i]) -
             (b.left_[j] + b_part * (b.right_[j] - b.left_[j]));
    };
    if (upper > level)
      cost += piece_cost(difference(level), difference(upper), upper - level, power);
    level = upper;
    if (a.level_[i] <= upper)
      a_lower = a.level_[i++];
    if (b.level_[j] <= upper)
      b_lower = b.level_[j++];
  }
  return power == 2 ? std::sqrt(cost) : cost;
}

} // namespace rhoflow
