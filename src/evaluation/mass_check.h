// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evaluation/recorded_density.h"
#include "points/shift_mean.h"

#include <cstddef>

namespace rhoflow {

/// How a mass is measured.
struct MassRule {
  std::size_t n_points = 2048; ///< per shift and component of the start; even, at least 64
  std::size_t n_shifts = 8;    ///< at least two
};

/// The integral of rho_t over all weights, exactly 1, with the standard error of the mean over
/// random shifts of a lattice. Weights are carried from the start, theta = X(xi), and the integral
/// is one over the start,
///   int rho_t(theta) d theta = int rho_t(X(xi)) |det DX(xi)| d xi
///                            = sum_m q_m rho_t(X(xi_m)) |det DX(xi_m)| / rho_0(xi_m),
/// with points xi_m and weights q_m for rho_0. What is evaluated is log_density(), which traces
/// X(xi) back with its own steps and integrates the divergence of the velocity. The determinant is
/// another way to the same: of differences of order four between points around xi that are carried
/// forward. It knows nothing of the divergence. Where both are right every term is q_m, however
/// far the density is from a Gaussian.
/// @throws RunError as RecordedDensity::carry() @pre 0 <= time <= end_time()
ShiftMean measure_mass(const RecordedDensity &density, double time, const MassRule &rule = {});

} // namespace rhoflow
