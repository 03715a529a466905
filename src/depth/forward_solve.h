// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "depth/vector_field.h"
#include "rhoflow/depth/depth_grid.h"
#include "rhoflow/depth/trajectory.h"

namespace rhoflow {

/// Solves the forward ODE dZ/ds = F(Z, s), Z(0; x) = x, by the rule of @p grid, for all samples at
/// once: Z_j = Z_start + sum_k A_jk F_k(Z_k) block by block (CLLCC (5)).
///
/// Implicit blocks are solved by Newton's method from the features already in @p trajectory (those
/// of the previous stage, or the inputs). On return field and derivative are the values at the
/// returned features and the equations hold to 1e-13 relative.
///
/// @param inputs x: [sample][component]
/// @param last_residual a residual up to this, relative, is corrected without evaluating the field
///        at the features that come out: they and the field, which is corrected with them, are then
///        right to its square, the derivative to itself
/// @throws RunError if the iteration does not converge or meets a value that is not finite.
void solve_forward(const DepthGrid &grid, const std::vector<double> &inputs,
                   const VectorFieldFunction &field, Trajectory &trajectory,
                   double last_residual = 0.);

/// A last residual for those who do not need the derivative: its square is rounding.
constexpr double last_residual_of_predictions = 1e-7;

} // namespace rhoflow
