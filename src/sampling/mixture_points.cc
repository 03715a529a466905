// SPDX-License-Identifier: Apache-2.0
#include "sampling/normal_points.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

void move_to(const GaussianComponent &gaussian, const EnsembleLayout &layout, std::size_t begin,
             std::size_t end, AlignedVector &values) {
  RHOFLOW_PRECONDITION(gaussian.mean.size() == layout.n_components() &&
                           gaussian.variance.size() == layout.n_components(),
                       "the Gaussian has the coordinates of the points");
  RHOFLOW_PRECONDITION(begin <= end && end <= layout.n_particles &&
                           values.size() == layout.n_values(),
                       "the range is in the array");
  for (unsigned int k = 0; k < layout.n_components(); ++k) {
    const double deviation = std::sqrt(gaussian.variance[k]);
    for (std::size_t m = begin; m < end; ++m) {
      double &x = values[k * layout.stride() + m];
      x = gaussian.mean[k] + deviation * x;
    }
  }
}

QuadraturePoints mixture_points(const QuadraturePoints &standard, const GaussianMixture &mixture) {
  RHOFLOW_PRECONDITION(!mixture.empty(), "there is a component");
  const EnsembleLayout &from = standard.ensemble.layout;
  const std::size_t n = from.n_particles;
  double total = 0.;
  for (const GaussianComponent &component : mixture)
    total += component.weight;
  QuadraturePoints result;
  EnsembleLayout &layout = result.ensemble.layout;
  layout = from;
  layout.n_particles = n * mixture.size();
  result.values.assign(layout.n_values(), 0.);
  result.ensemble.weights.assign(layout.stride(), 0.);
  for (std::size_t c = 0; c < mixture.size(); ++c) {
    for (unsigned int k = 0; k < layout.n_components(); ++k)
      std::copy_n(standard.values.begin() + std::ptrdiff_t(k * from.stride()), n,
                  result.values.begin() + std::ptrdiff_t(k * layout.stride() + c * n));
    for (std::size_t m = 0; m < n; ++m)
      result.ensemble.weights[c * n + m] = mixture[c].weight / total * standard.ensemble.weights[m];
    move_to(mixture[c], layout, c * n, (c + 1) * n, result.values);
  }
  return result;
}

} // namespace rhoflow
