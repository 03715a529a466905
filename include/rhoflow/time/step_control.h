// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace rhoflow {

/// Chooses the step size: the smaller of what stability allows and what the error estimate allows,
/// cut so that output times are met exactly.
class StepControl {
public:
  /// @param tolerance relative error of a step in the density's natural norm
  /// @param error_order the error of a step behaves like dt^error_order
  /// @param maximal_step upper bound, same unit as time; 0: none
  ///
  /// The first step is far below what the tolerance will allow: networks of many samples learn some
  /// directions much faster than others, and quantities integrated over the steps should see it.
  StepControl(double tolerance, unsigned int error_order, double maximal_step);

  /// The step to try next from @p time, at most to @p target (an output time).
  double propose(double time, double target, double stable_step) const;

  /// Takes note of the relative error of a step of size @p dt and says whether to keep the step.
  bool accept(double error, double dt);

  /// Next trial after a step that has to be rejected for another reason.
  void shrink(double dt);

  /// The step that the error estimate allows, for a checkpoint.
  double proposal() const { return by_error_; }
  void set_proposal(double dt) { by_error_ = dt; }

private:
  double tolerance_, exponent_, maximal_step_;
  double by_error_;
};

} // namespace rhoflow
