// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/decision_function.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

namespace {

constexpr double enlargement = 1.1;
constexpr std::size_t inputs_per_batch = 512;

} // namespace

std::vector<double> decision_axis(const DataSet &data, unsigned int points) {
  RHOFLOW_PRECONDITION(points >= 2, "both ends are points");
  double low = -1., high = 1.;
  for (const double x : data.inputs) {
    low = std::min(low, x);
    high = std::max(high, x);
  }
  const double center = 0.5 * (low + high), half = 0.5 * enlargement * (high - low);
  std::vector<double> axis;
  for (unsigned int i = 0; i < points; ++i)
    axis.push_back(center + half * (2. * i / (points - 1) - 1.));
  return axis;
}

std::vector<double> decision_values(const PredictionFunction &predict,
                                    const std::vector<double> &axis) {
  const std::size_t m = axis.size();
  std::vector<double> values;
  for (std::size_t begin = 0; begin < m * m; begin += inputs_per_batch) {
    std::vector<double> inputs;
    for (std::size_t k = begin; k < std::min(begin + inputs_per_batch, m * m); ++k)
      inputs.insert(inputs.end(), {axis[k % m], axis[k / m]});
    const std::vector<double> batch = predict(inputs);
    values.insert(values.end(), batch.begin(), batch.end());
  }
  return values;
}

} // namespace rhoflow
