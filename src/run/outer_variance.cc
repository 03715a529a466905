// SPDX-License-Identifier: Apache-2.0
#include "run/outer_variance.h"

#include "rhoflow/base/errors.h"

#include <algorithm>
#include <iomanip>
#include <sstream>

namespace rhoflow {

namespace {

/// The largest variance of an outer weight at the start, and of those that noise leads to.
struct OuterVariances {
  double start = 0., largest = 0.;
};

OuterVariances outer_variances(const Parameters &parameters, unsigned int dimension) {
  OuterVariances result;
  const auto look_at = [&](bool head, unsigned int n_outer) {
    const Noise noise = parameters.noise.of(head);
    for (const GaussianComponent &component :
         parameters.weights.start(head, n_outer, dimension + 1))
      for (unsigned int k = 0; k < n_outer; ++k) {
        result.start = std::max(result.start, component.variance[k]);
        result.largest = std::max(result.largest, noise.largest_variance(component.variance[k],
                                                                         parameters.time.end_time));
      }
  };
  look_at(false, dimension);
  if (parameters.network.head == HeadType::trained)
    look_at(true, 1);
  return result;
}

} // namespace

double fit_outer_variance(const Parameters &parameters, unsigned int dimension) {
  const WeightsParameters &weights = parameters.weights;
  const double temperature = parameters.noise.temperature,
               confinement = parameters.noise.confinement;
  if (weights.outer_variance > 0. || temperature == 0. ||
      !weights.make_outer_basis(false)->covers_the_line())
    return weights.outer_variance;
  // A start that is nearly too wide needs many functions: those of its own variance need one.
  constexpr double margin = 1.1;
  const OuterVariances variances = outer_variances(parameters, dimension);
  if (confinement > 0. && 2. * temperature / confinement > margin * variances.start)
    return temperature / confinement;
  return variances.largest;
}

void choose_outer_variance(Parameters &parameters, ParameterFile &file, unsigned int dimension) {
  const double variance = fit_outer_variance(parameters, dimension);
  if (variance == parameters.weights.outer_variance)
    return;
  std::ostringstream setting;
  setting << "Weights/Outer variance = " << std::setprecision(17) << variance;
  file.apply_setting(setting.str());
}

void check_outer_variance(const Parameters &parameters, unsigned int dimension) {
  const double bound = parameters.weights.make_outer_basis(false)->variance_bound();
  const double largest = outer_variances(parameters, dimension).largest;
  if (parameters.noise.temperature == 0. || largest < bound)
    return;
  std::ostringstream message;
  message << "Weights/Outer variance = " << parameters.weights.outer_variance
          << ": noise makes the outer weights as wide as variance " << largest
          << ", Hermite functions carry less than twice that of their reference; set it to "
          << largest << " or use Weights/Outer basis = finite element";
  throw InputError(message.str());
}

} // namespace rhoflow
