// SPDX-License-Identifier: Apache-2.0
#include "points/shift_mean.h"

#include "rhoflow/base/precondition.h"

#include <boost/math/statistics/univariate_statistics.hpp>

#include <cmath>

namespace rhoflow {

ShiftMean mean_over_shifts(const std::vector<double> &values) {
  RHOFLOW_PRECONDITION(values.size() >= 2, "there are two shifts at least");
  const double variance = boost::math::statistics::sample_variance(values);
  return {boost::math::statistics::mean(values), std::sqrt(variance / double(values.size()))};
}

std::vector<ShiftMean> means_over_shifts(const std::vector<std::vector<double>> &lists) {
  RHOFLOW_PRECONDITION(!lists.empty(), "there is a shift");
  std::vector<ShiftMean> means;
  std::vector<double> values(lists.size());
  for (std::size_t i = 0; i < lists.front().size(); ++i) {
    for (std::size_t r = 0; r < lists.size(); ++r)
      values[r] = lists[r][i];
    means.push_back(mean_over_shifts(values));
  }
  return means;
}

} // namespace rhoflow
