#pragma once

#include "rhoflow/density/density_space.h"
#include "rhoflow/flow/mean_field_network.h"
#include "rhoflow/flow/runge_kutta.h"
#include "rhoflow/flow/step_control.h"
#include "rhoflow/network/regularization.h"
#include "rhoflow/transport/positivity_limiter.h"
#include "rhoflow/transport/transport_operator.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace rhoflow {

/// The densities of all depth nodes and, for a trained head, of the head, behind the encoder's.
using DensityList = std::vector<AlignedVector>;

/// Seconds spent in the parts of a step.
struct FlowTimings {
  double network = 0.;   ///< forward, adjoint and potential
  double transport = 0.; ///< Runge-Kutta stages
};

/// The Wasserstein gradient flow of the mean-field ResNet: wires network integrals and transport
/// into right-hand sides and advances the densities in training time.
template <int dim>
class GradientFlow {
public:
  struct Spaces {
    std::shared_ptr<const DensitySpace<dim>> encoder;
    std::shared_ptr<const DensitySpace<dim>> head; ///< null for a fixed head
  };

  /// @param start one density per depth node, then the head's (trained head)
  GradientFlow(std::shared_ptr<MeanFieldNetwork> network, const Regularization &regularization,
               const Spaces &spaces, DensityList start, const StepControl &control);

  /// Takes one accepted step towards @p target (at most to it) and evaluates the network at its
  /// end. Rejected trials are repeated with smaller steps.
  /// @throws RunError naming time, slice and quantity if a value is no longer finite; the state is
  ///         then that of the last accepted step.
  void step(double target);

  double time() const { return time_; }
  double last_step() const { return last_step_; }
  unsigned long n_steps() const { return n_steps_; }
  unsigned long n_rejected() const { return n_rejected_; }

  const DensityList &densities() const { return registers_[0]; }
  /// The space of density @p index.
  const DensitySpace<dim> &space(std::size_t index) const {
    return index < n_slices_ ? *spaces_.encoder : *spaces_.head;
  }
  std::size_t n_slices() const { return n_slices_; }
  bool has_head() const { return spaces_.head != nullptr; }
  /// "slice 2 (s = 0.67)" or "head".
  std::string density_name(std::size_t index) const;

  MeanFieldNetwork &network() { return *network_; }
  const MeanFieldNetwork &network() const { return *network_; }
  /// Forward, adjoint and potentials at time().
  const NetworkState &state() const { return state_; }
  const NetworkMoments &moments() const { return moments_[0]; }
  const Regularization &regularization() const { return regularization_; }
  /// phi of density @p index at time().
  const GridField &potential(std::size_t index) const {
    return index < n_slices_ ? state_.encoder_potential[index] : state_.head_potential;
  }

  /// d rho / dt of all densities at time() as the transport scheme sees it.
  DensityList right_hand_side();

  const FlowTimings &timings() const { return timings_; }
  /// Bytes of all density registers.
  std::size_t memory() const;

private:
  const TransportOperator<dim> &transport(std::size_t index) const {
    return index < n_slices_ ? *encoder_transport_ : *head_transport_;
  }
  GridField &moments_of(NetworkMoments &moments, std::size_t index) const {
    return index < n_slices_ ? moments.encoder[index] : moments.head;
  }
  void prepare_potentials(double time);
  void evaluate(unsigned int which, double time);
  double stable_step() const;
  struct StageResult {
    double error = 0.;          ///< largest relative error of a density
    bool mean_negative = false; ///< the limiter found a negative cell mean
  };
  StageResult run_stage(unsigned int in, unsigned int kept, unsigned int out,
                        const StageUpdate &update, double time, bool limited);
  void limit(DensityList &densities, NetworkMoments &moments, StageResult &result);

  std::shared_ptr<MeanFieldNetwork> network_;
  Regularization regularization_;
  Spaces spaces_;
  std::size_t n_slices_;
  std::unique_ptr<TransportOperator<dim>> encoder_transport_, head_transport_;
  std::unique_ptr<PositivityLimiter<dim>> encoder_limiter_, head_limiter_;
  RungeKutta scheme_;
  StepControl control_;
  double courant_number_ = 0.;

  std::array<DensityList, 4> registers_;
  std::array<NetworkMoments, 4> moments_;
  std::vector<std::vector<AlignedVector>> node_moments_;
  std::vector<TransportPotential> potentials_;
  NetworkState state_;
  double time_ = 0., last_step_ = 0.;
  unsigned long n_steps_ = 0, n_rejected_ = 0;
  FlowTimings timings_;
};

} // namespace rhoflow
