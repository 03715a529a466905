// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/first_moments.h"
#include "rhoflow/density/ghost_exchange.h"
#include "rhoflow/density/grid_rows.h"
#include "rhoflow/flow/exponential_stepper.h"
#include "rhoflow/flow/flow_snapshot.h"
#include "rhoflow/flow/limited_densities.h"
#include "rhoflow/mean_field/flow_state.h"
#include "rhoflow/mean_field/network_evaluation.h"
#include "rhoflow/operators/operator_list.h"
#include "rhoflow/time/runge_kutta.h"
#include "rhoflow/time/step_control.h"
#include "rhoflow/time/training.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace rhoflow {

/// Advances a mean-field network in training time by the Wasserstein gradient flow of its loss:
/// takes the state of one accepted step to the next.
///
/// Every stage evaluates the network at the moments of the densities and hands its potentials to
/// the operators of the right-hand side; see doc/numerics.md. Several processes divide the
/// densities, see FlowState.
template <int dim>
class GradientFlow : public Training {
public:
  /// @param start    densities with their values at t = 0; the rest is evaluated here. Collective.
  /// @param operators the terms of the right-hand side; none given: standard_terms()
  /// @throws RunError if the network cannot be evaluated at the start
  GradientFlow(FlowState<dim> start, const StepControl &control,
               typename OperatorList<dim>::Terms operators = {});

  /// Takes one accepted step towards @p target (at most to it) and evaluates the network at its
  /// end. Rejected trials are repeated with smaller steps. Collective.
  /// @throws RunError naming time, slice and quantity if a value is no longer finite; the state is
  ///         then that of the last accepted step.
  void step(double target) override;

  /// The state after the last accepted step.
  const FlowState<dim> &state() const { return state_; }
  double time() const override { return state_.time; }
  unsigned long n_steps() const override { return state_.n_steps; }
  unsigned long n_rejected() const override { return n_rejected_; }
  double loss() const override { return state_.network.loss; }
  bool loss_falls() const override {
    return !state_.problem->regularization.is_active() && !state_.problem->noise.is_active();
  }
  const DataSet &data() const override { return state_.problem->data; }
  const std::vector<double> &predictions() const override { return state_.network.predictions; }
  std::vector<double> predict(const std::vector<double> &inputs) const override {
    return rhoflow::predict(state_, inputs);
  }
  const Communicator &communicator() const override { return state_.communicator; }
  std::map<std::string, double> seconds() const override {
    return {{"network", timings_.network}, {"transport", timings_.transport}};
  }

  /// What a checkpoint holds besides the densities.
  FlowSnapshot snapshot() const;
  /// Goes to where another flow, of the same sizes, was when it gave @p snapshot. Collective.
  /// @param density gives the whole density of a number; asked for those this process works on
  void restore(const FlowSnapshot &snapshot,
               const std::function<AlignedVector(std::size_t)> &density);

  /// d rho / dt of all densities at time() as the operators see it. Collective.
  DensityList right_hand_side();

  /// The same where there is noise, empty where there is none. @pre the network has been evaluated
  /// at time()
  DensityList noisy_rates() const;

  /// Bytes of all registers of densities.
  std::size_t memory() const;

private:
  struct StageResult {
    double error = 0.;          ///< largest relative error of a density
    double limiter_work = 0.;   ///< largest relative change by the limiter
    bool mean_negative = false; ///< the limiter found a negative cell mean
  };
  /// Values of density @p k in register @p index; register 0 is the state itself.
  AlignedVector &values(unsigned int index, std::size_t k) {
    return index == 0 ? state_.densities[k].values : registers_[index - 1][k];
  }
  NetworkMoments &moments(unsigned int index) {
    return index == 0 ? state_.moments : moments_[index - 1];
  }
  std::vector<AlignedVector *> values_of(unsigned int index);
  void evaluate(unsigned int index, double time);
  double stable_step() const;
  StageResult try_step(double dt, bool limit_stages);
  /// The same where there is noise; leaves the network evaluated at the result.
  StageResult try_exponential_step(double dt, bool limit_stages);
  /// Of each density the squared norm, among the sums.
  std::vector<StageSums> start_exponential_step() const;
  /// The terms without diffusion at @p values, for the stepper.
  void compute_sources(const std::vector<const AlignedVector *> &values, double time) const;
  std::vector<const AlignedVector *> state_values() const;
  StageResult run_stage(unsigned int in, unsigned int kept, unsigned int out,
                        const StageUpdate &update, double time, bool limited);
  /// Sums of all processes. @throws RunError if they are not finite
  std::vector<StageSums> total_sums(const std::vector<StageSums> &sums, double time) const;
  double largest_error(const std::vector<StageSums> &totals) const;
  /// Limits register @p out. @param totals its norms
  void limit(unsigned int out, const std::vector<StageSums> &totals, StageResult &result);
  void compute_moments(unsigned int index, bool from_stage);
  void accept(double dt, double target);
  void swap_result();
  /// Register of the result of a step.
  unsigned int result_register() const {
    return exponential_ != nullptr ? 1 : scheme_.result_register();
  }

  FlowState<dim> state_;
  OperatorList<dim> operators_;
  LimitedDensities<dim> limiter_;
  GhostExchange<dim> ghosts_;
  RungeKutta scheme_;
  std::unique_ptr<ExponentialStepper<dim>> exponential_; ///< null without noise
  StepControl control_;

  std::vector<DensityList> registers_;                   ///< behind the state's values
  std::vector<NetworkMoments> moments_;                  ///< of the registers
  std::vector<std::vector<AlignedVector>> node_moments_; ///< [density]: of the last stage
  std::vector<std::shared_ptr<const FirstMoments<dim>>> first_moments_; ///< [density], shared
  std::vector<GridRows> rows_; ///< [density]: of the potentials
  NetworkTables tables_;
  std::vector<double> first_features_; ///< where the last forward solve started
  double limiter_work_ = 0.;           ///< StageResult::limiter_work of the last step
  unsigned long n_rejected_ = 0;
  struct {
    double network = 0.;   ///< forward, adjoint and potential
    double transport = 0.; ///< Runge-Kutta stages
  } timings_;              ///< seconds
};

} // namespace rhoflow
