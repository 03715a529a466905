// SPDX-License-Identifier: Apache-2.0
#include "points/shift_mean.h"

#include "rhoflow/base/precondition.h"
#include "sampling/student.h"

#include <boost/math/statistics/univariate_statistics.hpp>

#include <cmath>

namespace rhoflow {

namespace {

/// @param factor student_factor() of their number, which takes longer than all the rest
ShiftMean mean_with_factor(const std::vector<double> &values, double factor) {
  const double variance = boost::math::statistics::sample_variance(values);
  return {boost::math::statistics::mean(values),
          factor * std::sqrt(variance / double(values.size()))};
}

} // namespace

double student_factor(std::size_t n_shifts) {
  RHOFLOW_PRECONDITION(n_shifts >= 2, "there are two shifts at least");
  const double outside = std::erfc(std::sqrt(2.));
  return 0.5 * student_quantile(outside, double(n_shifts - 1));
}

ShiftMean mean_over_shifts(const std::vector<double> &values) {
  return mean_with_factor(values, student_factor(values.size()));
}

std::vector<ShiftMean> means_over_shifts(const std::vector<std::vector<double>> &lists) {
  const double factor = student_factor(lists.size());
  std::vector<ShiftMean> means;
  std::vector<double> values(lists.size());
  for (std::size_t i = 0; i < lists.front().size(); ++i) {
    for (std::size_t r = 0; r < lists.size(); ++r)
      values[r] = lists[r][i];
    means.push_back(mean_with_factor(values, factor));
  }
  return means;
}

ShiftMean with_bias(const ShiftMean &mean, double pooled, std::size_t n_shifts) {
  RHOFLOW_PRECONDITION(n_shifts >= 2, "there are two shifts at least");
  const double bias = (mean.value - pooled) * double(n_shifts) / double(n_shifts - 1);
  return {mean.value, std::hypot(mean.error, bias)};
}

} // namespace rhoflow
