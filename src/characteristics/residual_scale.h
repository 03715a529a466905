// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>

namespace rhoflow {

/// What the residuals of a flow fall with, for TimeSamples::add(): their root mean square
/// sqrt(2 E), but no less than 1e-10 of what it was at the start. Without regulariser all
/// velocities fall with the residuals, often by orders of magnitude a step; below the bound nothing
/// that is left counts. Dimensionless.
class ResidualScale {
public:
  /// Of the loss E. The first call is that of the start. @return positive
  double of(double loss) {
    const double residual = std::sqrt(2. * loss);
    if (start_ < 0.)
      start_ = residual > 0. ? residual : 1.;
    return std::max(residual, 1e-10 * start_);
  }

private:
  double start_ = -1.;
};

} // namespace rhoflow
