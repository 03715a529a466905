// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "particles/kernels/particle_sums.h"
#include "particles/particle_network.h"
#include "particles/particles.h"
#include "particles/stage_features.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/network/noise_parameters.h"
#include "rhoflow/network/regularization.h"
#include "rhoflow/particles/particle_parameters.h"
#include "rhoflow/time/runge_kutta.h"
#include "rhoflow/time/step_control.h"
#include "rhoflow/time/training.h"
#include "rhoflow/time/training_progress.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace rhoflow {

/// What decides about the steps.
struct TrainingRule {
  TrainingMethod method = TrainingMethod::gradient_flow;
  double learning_rate = 0.01; ///< gradient descent
  double tolerance = 1e-6;     ///< gradient flow: relative error of a step, in the root mean
                               ///< square of an ensemble's weights
  double maximal_step = 0.;    ///< gradient flow; 0: none
  NoiseParameters noise = {};  ///< with a temperature steps have the size of the learning rate
  std::uint32_t seed = 1;      ///< of the noise
  double last_residual = 0.;   ///< of the forward solves of a training, see solve_forward()
};

/// Trains a finite network with the learning rates of the mean field,
///   d theta_{l,m}/dt = -(1 / (b_l q_m)) dE/dtheta_{l,m} = -grad Phi(theta_{l,m}, s_l),
///   d omega_k/dt     = -(1 / q_k) dE/domega_k           = -grad Psi(omega_k)
/// (CLLCC (2): -L M dE/dtheta and -K dE/domega for plain layers), for the encoder with the
/// regulariser's -2 lambda e^{-t} theta: by the Runge-Kutta method weight_scheme(), or in steps of
/// forward Euler, which is gradient descent. A confinement adds -mu theta.
///
/// With a temperature kappa, sqrt(2 kappa) dB is added to every weight and steps have the size of
/// the learning rate: gradient descent becomes the method of Euler and Maruyama, of weak order one,
/// gradient flow that of Heun, of weak order two for such noise.
class ParticleTraining : public Training {
public:
  ParticleTraining(std::shared_ptr<const ParticleNetwork> network, Particles particles,
                   const Regularization &regularization, const TrainingRule &rule);

  /// Takes one step towards @p target (at most to it) and evaluates the network at its end.
  /// Gradient descent takes steps of the learning rate; @p target has to be a multiple of it.
  /// @throws RunError naming time, layer and quantity if a value is no longer finite, or no step
  ///         satisfies the tolerance. Weights, time, network and snapshot() are then, to the bit,
  ///         those of the last accepted step; n_rejected() alone counts on.
  void step(double target) override;

  /// A step of gradient flow in parts, for trainings that take their steps together: attempt_step()
  /// makes one of size @p dt beside the state and returns its relative error; then keep_step() goes
  /// to its end, at @p time, or drop_step() back to its start.
  /// @throws RunError as step() does; then drop_step() has to follow, too
  double attempt_step(double dt);
  void keep_step(double dt, double time);
  void drop_step();

  TrainingProgress snapshot() const;
  /// Goes to where another training, of the same sizes, was when it gave @p snapshot.
  /// @param values the weights of ensemble k in the layout of particles()
  /// @throws RunError naming time, layer and quantity if the network cannot be evaluated there;
  ///         what @p values throws. The training is then of no more use.
  void restore(const TrainingProgress &snapshot,
               const std::function<AlignedVector(std::size_t)> &values);

  /// Whether ensemble @p k moves; see NetworkParameters::train.
  bool trains(std::size_t k) const {
    return k < particles_.n_layers ? network_->parameters().trains_encoder()
                                   : network_->parameters().trains_head();
  }

  double time() const override { return time_; }
  double last_step() const { return last_step_; }
  unsigned long n_steps() const override { return n_steps_; }
  unsigned long n_rejected() const override { return n_rejected_; }
  double loss() const override { return state_.loss; }
  bool loss_falls() const override {
    return !regularization_.is_active() && !rule_.noise.is_active();
  }
  const DataSet &data() const override { return network_->data(); }
  const std::vector<double> &predictions() const override { return state_.predictions; }
  std::vector<double> predict(const std::vector<double> &inputs) const override;
  /// One process alone trains a finite network.
  const Communicator &communicator() const override { return communicator_; }
  std::map<std::string, double> seconds() const override {
    return {{"network", network_seconds_}, {"weights", weights_seconds_}};
  }

  const ParticleNetwork &network() const { return *network_; }
  /// The ensembles with their weights at time().
  const Particles &particles() const { return particles_; }
  /// Forward solve, adjoint and loss at time().
  const SampleState &state() const { return state_; }
  const Regularization &regularization() const { return regularization_; }
  /// Of ensemble @p k; none where it does not move.
  Noise noise(std::size_t k) const {
    return trains(k) ? rule_.noise.of(k >= particles_.n_layers) : Noise{};
  }

  /// grad Phi (and grad Psi) without the regulariser at all particles, in the layout of the values.
  ParticleList gradient() const;
  /// Second moment and squared gradient, with the regulariser, of every ensemble.
  std::vector<ParticleMoments> moments() const;

  /// The velocity of ensemble @p k at time() is -grad Phi - decay(k) theta, with the regulariser
  /// and a confinement.
  double decay(std::size_t k) const { return decay(k, time_); }
  /// All ensembles in pieces that do not depend on the number of threads.
  std::vector<ParticleTask> pieces() const;
  /// @p action(number, piece, gradient) of one of @p pieces, see visit_gradients().
  using PieceAction = std::function<void(std::size_t, const ParticleTask &, const AlignedVector &)>;
  /// Calls @p action for all @p pieces, in parallel, with grad Phi (or grad Psi) at their particles
  /// without the regulariser, [component][particle], and behind it, where the particles carry a
  /// density, Laplace Phi, [particle]. Phi is that of @p state, which may be of a similar network.
  void visit_gradients(const SampleState &state, const std::vector<ParticleTask> &pieces,
                       const PieceAction &action) const;

private:
  /// Pieces of the ensembles that are trained.
  std::vector<ParticleTask> trained_tasks() const;
  /// Register 0 holds the weights at time(), the others those a step is about to reach. Weights
  /// that are not trained are the same in all of them.
  ParticleList &values(unsigned int index) {
    return index == 0 ? particles_.values : registers_[index - 1];
  }
  bool descends() const { return rule_.method == TrainingMethod::gradient_descent; }
  /// Evaluates the network of register @p index at @p time.
  void evaluate(unsigned int index, double time);
  double decay(std::size_t ensemble, double time) const;
  /// @return the largest relative error of an ensemble
  double run_stage(unsigned int in, unsigned int kept, unsigned int out, const StageUpdate &update,
                   double time);
  void descent_step(double target);
  void langevin_step(double target);
  /// Adds the noise of the present step, @p share of it, to the weights of register @p index.
  void add_noise(unsigned int index, double share);
  /// The end of a step of the learning rate's size; output times are met exactly.
  double end_of_step(double target) const;
  void flow_step(double target);
  /// Goes on to the weights of register @p result, which a step of size @p dt has led to at
  /// @p time. Leaves weights and time alone if the network cannot be evaluated there.
  void accept(unsigned int result, double dt, double time);
  /// Evaluates the network at time(), the forward solve starting from @p features.
  void evaluate_from(const std::vector<double> &features);
  std::string ensemble_name(std::size_t k) const;
  /// The @p problem of a network at @p time with its cause and remedy. @p loss is the last one.
  RunError explained(const std::string &problem, double loss, double time) const;
  /// The end of a message about values that are not finite.
  std::string remedy() const;

  std::shared_ptr<const ParticleNetwork> network_;
  Particles particles_;
  Regularization regularization_;
  TrainingRule rule_;
  RungeKutta scheme_;
  StepControl control_;
  std::vector<ParticleList> registers_;
  SampleState state_;
  std::vector<double> first_features_; ///< where the last forward solve started
  StageFeatures stage_features_;       ///< of the present step
  double time_ = 0., last_step_ = 0.;
  double lowest_loss_ = std::numeric_limits<double>::infinity(); ///< of all evaluations
  unsigned long n_steps_ = 0, n_rejected_ = 0;
  double network_seconds_ = 0., weights_seconds_ = 0.;
  Communicator communicator_;
};

/// The Runge-Kutta method of the gradient flow of weights: no mesh bounds its steps, but strongly
/// trained samples decay with the largest eigenvalues of the Gram matrices.
RungeKutta weight_scheme();

/// How many copies of all weights training needs.
unsigned int n_weight_registers(TrainingMethod method);

} // namespace rhoflow
