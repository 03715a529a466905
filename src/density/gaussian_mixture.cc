// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/density/gaussian_mixture.h"

#include "rhoflow/base/precondition.h"

#include <boost/math/distributions/chi_squared.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace rhoflow {

double log_gaussian(double x, double mean, double variance) {
  return -0.5 * (x - mean) * (x - mean) / variance - 0.5 * std::log(2. * M_PI * variance);
}

namespace {

/// ln( w prod_k N(x_k; mean_k, variance_k) )
double log_component(const GaussianComponent &component, const double *point, std::size_t stride) {
  double sum = std::log(component.weight);
  for (std::size_t k = 0; k < component.mean.size(); ++k)
    sum += log_gaussian(point[k * stride], component.mean[k], component.variance[k]);
  return sum;
}

} // namespace

double log_density(const GaussianMixture &mixture, const double *point, std::size_t stride) {
  RHOFLOW_PRECONDITION(!mixture.empty(), "there is a component");
  // Relative to the largest component, so that the exponentials do not vanish together.
  double largest = -std::numeric_limits<double>::infinity(), weight = 0., sum = 0.;
  for (const GaussianComponent &component : mixture) {
    largest = std::max(largest, log_component(component, point, stride));
    weight += component.weight;
  }
  for (const GaussianComponent &component : mixture)
    sum += std::exp(log_component(component, point, stride) - largest);
  return largest + std::log(sum / weight);
}

double derivative_of_log_density(const GaussianMixture &mixture, const double *point,
                                 std::size_t stride, const std::vector<double> &direction) {
  RHOFLOW_PRECONDITION(!mixture.empty(), "there is a component");
  const auto of_component = [&](const GaussianComponent &component) {
    double sum = 0.;
    for (std::size_t k = 0; k < component.mean.size(); ++k)
      sum += direction[k] * (component.mean[k] - point[k * stride]) / component.variance[k];
    return sum;
  };
  if (mixture.size() == 1)
    return of_component(mixture.front());
  double largest = -std::numeric_limits<double>::infinity(), weight = 0., sum = 0.;
  for (const GaussianComponent &component : mixture)
    largest = std::max(largest, log_component(component, point, stride));
  for (const GaussianComponent &component : mixture) {
    const double share = std::exp(log_component(component, point, stride) - largest);
    weight += share;
    sum += share * of_component(component);
  }
  return sum / weight;
}

bool StartBall::contains(const double *point, std::size_t stride) const {
  double sum = 0.;
  for (unsigned int k = 0; k < mean.size(); ++k)
    sum += part_of_square(k, point[k * stride]);
  return sum <= square;
}

StartBall ball_of(const GaussianMixture &mixture) {
  RHOFLOW_PRECONDITION(!mixture.empty(), "there is a component");
  const std::size_t n = mixture.front().mean.size();
  StartBall ball;
  ball.mean.assign(n, 0.);
  std::vector<double> square(n, 0.);
  double total = 0.;
  for (const GaussianComponent &component : mixture) {
    total += component.weight;
    for (std::size_t k = 0; k < n; ++k) {
      ball.mean[k] += component.weight * component.mean[k];
      square[k] +=
          component.weight * (component.variance[k] + component.mean[k] * component.mean[k]);
    }
  }
  for (std::size_t k = 0; k < n; ++k) {
    ball.mean[k] /= total;
    ball.variance.push_back(square[k] / total - ball.mean[k] * ball.mean[k]);
  }
  constexpr double share = 0.999;
  ball.square = boost::math::quantile(boost::math::chi_squared(double(n)), share);
  return ball;
}

} // namespace rhoflow
