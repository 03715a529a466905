// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/density/gaussian_mixture.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rhoflow {

double log_gaussian(double x, double mean, double variance) {
  return -0.5 * (x - mean) * (x - mean) / variance - 0.5 * std::log(2. * M_PI * variance);
}

double log_density(const GaussianMixture &mixture, const double *point, std::size_t stride) {
  RHOFLOW_PRECONDITION(!mixture.empty(), "there is a component");
  const auto log_component = [&](const GaussianComponent &component) {
    double sum = std::log(component.weight);
    for (std::size_t k = 0; k < component.mean.size(); ++k)
      sum += log_gaussian(point[k * stride], component.mean[k], component.variance[k]);
    return sum;
  };
  // Relative to the largest component, so that the exponentials do not vanish together.
  double largest = -std::numeric_limits<double>::infinity(), weight = 0., sum = 0.;
  for (const GaussianComponent &component : mixture) {
    largest = std::max(largest, log_component(component));
    weight += component.weight;
  }
  for (const GaussianComponent &component : mixture)
    sum += std::exp(log_component(component) - largest);
  return largest + std::log(sum / weight);
}

} // namespace rhoflow
