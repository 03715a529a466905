// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/mean_field/flow_state.h"
#include "rhoflow/time/stage_update.h"

#include <memory>
#include <vector>

namespace rhoflow {

/// Steps of densities with noise: d_t rho = kappa Laplace rho + N(rho) by the exponential
/// Runge-Kutta method of ExponentialWeights, in the eigenvectors of the diffusion (DiffusionModes).
///
/// It knows the right-hand sides N only as arrays: who owns the flow evaluates them. The calls of a
/// step are start(), then for every stage advance() and take_stage(), of which the last gives the
/// error, and accept() where the step is kept.
template <int dim>
class ExponentialStepper {
public:
  /// Stages of a step.
  static unsigned int n_stages();
  /// When the values that advance() gives in stage @p stage are, in steps from the start.
  static double time_of(unsigned int stage);
  static unsigned int error_order();

  /// @pre every process holds whole densities
  explicit ExponentialStepper(const FlowState<dim> &state);
  ~ExponentialStepper();

  /// Where the caller puts right-hand sides, [density], nodal; start() and take_stage() read them.
  DensityList &right_hand_side() { return work_; }
  /// Whether the right-hand side of the present start is known: start() then reads none.
  bool knows_start() const { return knows_start_; }
  /// Forgets it: the values of the state have changed.
  void forget_start() { knows_start_ = false; }

  /// Begins a step from the values of @p state. Returns the squared norm of each density on this
  /// process among the sums.
  std::vector<StageSums> start(const FlowState<dim> &state);

  /// d rho / dt at the start, diffusion included, [density]. @pre start() has been called
  DensityList rates(const FlowState<dim> &state);

  /// Values of stage @p stage of a step of length @p dt; the last ones are its result.
  /// @param out [density], of those that train
  void advance(unsigned int stage, double dt, const FlowState<dim> &state,
               const std::vector<AlignedVector *> &out);

  /// Takes the right-hand side at the values of stage @p stage. After the last one returns, of each
  /// density, the sums over it of the squares of error and values.
  std::vector<StageSums> take_stage(unsigned int stage, const FlowState<dim> &state);

  /// The result of the step becomes the start of the next.
  void accept();

  /// Bytes of all arrays.
  std::size_t memory() const;

private:
  struct Group;
  struct Task {
    std::size_t density, begin, end;
  };
  std::vector<Task> tasks(const FlowState<dim> &state, bool transformed_only, bool lines) const;
  void to_modes(const FlowState<dim> &state, const std::vector<const AlignedVector *> &nodal,
                DensityList &modal);
  void to_nodes(const FlowState<dim> &state, const std::vector<AlignedVector *> &nodal);
  /// Sums of squares of end (a - b) and of the start.
  std::vector<StageSums> sum_squares(const FlowState<dim> &state, const DensityList &a,
                                     const DensityList &b) const;

  std::vector<std::shared_ptr<Group>> groups_; ///< [density], shared by equal ones; null: does not
                                               ///< train here
  DensityList start_, source_, sum_, stage_, work_; ///< [density]: coefficients; work_ also nodal
  bool knows_start_ = false;
};

} // namespace rhoflow
