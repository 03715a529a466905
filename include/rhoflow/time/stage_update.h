// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace rhoflow {

/// One stage of a Runge-Kutta method with its embedded error estimate:
///   out = a_old old + a_in in + a_rhs L(in),   e = e_old old + e_in in + e_out out.
struct StageUpdate {
  double a_old = 0., a_in = 1., a_rhs = 1.;
  double e_old = 0., e_in = 0., e_out = 0.;
};

/// Partial sums of one stage over a group of cells or particles.
struct StageSums {
  double error = 0.; ///< sum of weight x e^2 in the norm of the step control
  double norm = 0.;  ///< the same of out^2
};

} // namespace rhoflow
