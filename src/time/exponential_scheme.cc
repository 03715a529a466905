// SPDX-License-Identifier: Apache-2.0
#include "time/exponential_scheme.h"

#include "rhoflow/base/precondition.h"

#include <cmath>

namespace rhoflow {

std::array<double, 3> exponential_functions(double z) {
  if (std::abs(z) < 1.) {
    // phi_3 by its series; the others follow without cancellation.
    double sum = 0.;
    for (int k = 18; k >= 4; --k)
      sum = (1. + sum * z) / k;
    const double third = (1. + z * sum) / 6.; // sum_k z^k / (k + 3)!
    const double second = 0.5 + z * third;
    return {1. + z * second, second, third};
  }
  const double first = std::expm1(z) / z, second = (first - 1.) / z;
  return {first, second, (second - 0.5) / z};
}

ExponentialWeights ExponentialWeights::of(double lambda, double dt) {
  RHOFLOW_PRECONDITION(lambda <= 0. && dt > 0., "a mode that does not grow, a step forwards");
  const std::array<double, 3> half = exponential_functions(0.5 * dt * lambda),
                              whole = exponential_functions(dt * lambda);
  return {0.5 * dt * half[0],
          dt * half[1],
          dt * whole[0],
          2. * dt * whole[1],
          dt * (2. * whole[1] - 4. * whole[2]),
          dt * (4. * whole[2] - whole[1])};
}

std::complex<double> ExponentialWeights::amplification(std::complex<double> z) {
  return 1. + z * (1. + z * (0.5 + z * (1. / 6. + z / 24.)));
}

} // namespace rhoflow
