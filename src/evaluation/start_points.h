// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evaluation/recorded_density.h"
#include "sampling/normal_points.h"

#include <vector>

namespace rhoflow {

/// Weighted points that stand for the density at the start.
struct StartPoints {
  std::vector<double> points;  ///< [point][component], one component of the start after the other
  std::vector<double> weights; ///< sum one
};

/// The points of a shifted lattice for the start of @p density, as many for each of its components,
/// with the variance @p spread of LatticeWeights; with 1 all weights of a component are equal.
/// @pre as lattice_points()
StartPoints start_points(const RecordedDensity &density, const LatticeRule &lattice,
                         const LatticeShift &shift, double spread);

} // namespace rhoflow
