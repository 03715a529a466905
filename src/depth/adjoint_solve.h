// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/depth/depth_grid.h"
#include "rhoflow/depth/trajectory.h"

namespace rhoflow {

/// Solves the adjoint ODE dp/ds = -dF^T p, p(1) given, as the exact transpose of the forward rule:
///   p_j = p(1) + sum_k (A_kj b_k / b_j) dF_k^T p_k,
/// so that for any perturbation eta_k of the fields the change of Z(1) obeys
///   p(1) . dZ(1) = sum_k b_k p_k . eta_k  to rounding (DCLW adjoint; CLLCC (15, 16)).
///
/// @param final_state p(1): [sample][component]
Adjoint solve_adjoint(const DepthGrid &grid, const Trajectory &trajectory,
                      const std::vector<double> &final_state);

} // namespace rhoflow
