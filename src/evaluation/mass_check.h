// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evaluation/recorded_density.h"
#include "points/shift_mean.h"

#include <cstddef>

namespace rhoflow {

/// How a mass is measured.
struct MassRule {
  std::size_t n_points = 32768; ///< per shift and component of the start; even, at least 64
  std::size_t n_shifts = 8;     ///< at least two
};

/// The integral of rho_t over all weights, exactly 1, with the standard error of the mean over
/// random shifts of a lattice. The lattice is that for Gaussians with the means and variances
/// (coordinate by coordinate) that the components of the start have at @p time, widened as
/// best_spread() says: points with weights q_m for a density g, so that the mass is
///   sum_m q_m rho_t(theta_m) / g(theta_m).
/// @throws RunError as RecordedDensity::carry() @pre 0 <= time <= end_time()
ShiftMean measure_mass(const RecordedDensity &density, double time, const MassRule &rule = {});

} // namespace rhoflow
