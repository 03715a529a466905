// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/time/stage_update.h"

#include <complex>
#include <vector>

namespace rhoflow {

/// An explicit Runge-Kutta method with an embedded error estimate, written as a list of updates of
/// three or four registers (0 holds the state at the step's start and is kept, so that a step can
/// be rejected; the result appears in result_register()).
class RungeKutta {
public:
  struct Stage {
    unsigned int in, out; ///< registers; they differ, and `out` is not 0
    double time;          ///< of `in`, in steps from the start
    /// out = old u_k + here u_in + rhs dt L(u_in); e = combination of u_k, u_in, u_out
    double old, here, rhs;
    double error_old, error_in, error_out;
    unsigned int kept = 0; ///< register of u_k
  };

  /// Four stages, order three, strong-stability coefficient two; the embedded method is of order
  /// two (Kraaijevanger 1991; embedded pair of Conde, Fekete and Shadid 2018). Three registers.
  static RungeKutta ssp43();

  /// Order four with an embedded method of order three in four registers. Its coefficients solve
  /// the order conditions and, among the solutions, make the stable step for upwind discontinuous
  /// Galerkin advection large. It is not strong-stability preserving: ssp_coefficient() is 0.
  static RungeKutta order43();

  /// Order four with an embedded method of order three in four registers, too: eight stages whose
  /// amplification() is less than a half in size for z from -11 to -0.8, so that steps may be
  /// large where some modes decay fast; order43() is stable down to z = -5.3. Of the methods found
  /// with that, and with an error estimate that is not too small (doc/numerics.md), this one has
  /// the smallest error of order five. ssp_coefficient() is 0.
  static RungeKutta decay43();

  const std::vector<Stage> &stages() const { return stages_; }
  unsigned int n_registers() const { return n_registers_; }
  unsigned int result_register() const { return stages_.back().out; }
  unsigned int order() const { return order_; }
  /// Order of the embedded method plus one: the error estimate of a step behaves like
  /// dt^error_order.
  unsigned int error_order() const { return order_; }
  /// Steps up to ssp_coefficient() times the largest forward Euler step keep what it keeps.
  double ssp_coefficient() const { return ssp_coefficient_; }

  /// The update of stage @p stage for step size @p dt.
  static StageUpdate update(const Stage &stage, double dt);

  /// u_{n+1} / u_n for the test equation u' = z u with dt = 1.
  std::complex<double> amplification(std::complex<double> z) const;

  /// Performs the stages of one step from time @p t:
  /// `stage(index, t_in, in, kept, out, update)`.
  template <typename StageFunction>
  void step(double t, double dt, const StageFunction &stage) const {
    for (std::size_t i = 0; i < stages_.size(); ++i)
      stage(i, t + stages_[i].time * dt, stages_[i].in, stages_[i].kept, stages_[i].out,
            update(stages_[i], dt));
  }

private:
  std::vector<Stage> stages_;
  unsigned int n_registers_ = 3, order_ = 3;
  double ssp_coefficient_ = 0.;
};

} // namespace rhoflow
