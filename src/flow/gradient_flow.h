#pragma once

#include "base/communicator.h"
#include "density/density_partition.h"
#include "density/density_space.h"
#include "density/ghost_exchange.h"
#include "flow/flow_snapshot.h"
#include "flow/mean_field_network.h"
#include "network/regularization.h"
#include "operators/transport/positivity_limiter.h"
#include "operators/transport/transport_operator.h"
#include "time/runge_kutta.h"
#include "time/step_control.h"

#include <array>
#include <functional>
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
///
/// Several processes divide the densities by a DensityPartition: each stores its cells' values and
/// the faces around them. Moments and features, which are small, all processes have.
template <int dim>
class GradientFlow {
public:
  struct Spaces {
    std::shared_ptr<const DensitySpace<dim>> encoder;
    std::shared_ptr<const DensitySpace<dim>> head; ///< null for a fixed head
  };

  /// Who works on which cells: one density per depth node, then the head's (trained head).
  static DensityPartition make_partition(const Spaces &spaces, std::size_t n_slices,
                                         unsigned int n_processes);

  /// @param start the stored values of this process' cells of all densities
  GradientFlow(std::shared_ptr<MeanFieldNetwork> network, const Regularization &regularization,
               const Spaces &spaces, DensityList start, const StepControl &control,
               const Communicator &communicator = {});

  /// Takes one accepted step towards @p target (at most to it) and evaluates the network at its
  /// end. Rejected trials are repeated with smaller steps.
  /// @throws RunError naming time, slice and quantity if a value is no longer finite; the state is
  ///         then that of the last accepted step.
  void step(double target);

  double time() const { return time_; }
  double last_step() const { return last_step_; }
  unsigned long n_steps() const { return n_steps_; }
  unsigned long n_rejected() const { return n_rejected_; }

  const Communicator &communicator() const { return communicator_; }
  const DensityPartition &partition() const { return partition_; }
  /// This process' cells of density @p index.
  const LocalCells &cells(std::size_t index) const {
    return partition_.cells(communicator_.rank(), index);
  }
  /// The stored values of this process' cells; with one process whole densities.
  const DensityList &densities() const { return registers_[0]; }
  /// Density @p index whole on process @p target, empty on the others. Collective.
  AlignedVector gather_density(std::size_t index, unsigned int target) const;
  /// The space of density @p index.
  const DensitySpace<dim> &space(std::size_t index) const {
    return index < n_slices_ ? *spaces_.encoder : *spaces_.head;
  }
  /// Calls @p action on the first process with density @p index whole. Collective: what the action
  /// throws all processes throw.
  void visit_density(std::size_t index,
                     const std::function<void(const AlignedVector &)> &action) const;
  /// What a checkpoint holds besides the densities.
  FlowSnapshot snapshot() const;
  /// Goes to where another flow, of the same sizes, was when it gave @p snapshot.
  /// @param density gives the whole density of a number; asked for those this process works on
  void restore(const FlowSnapshot &snapshot,
               const std::function<AlignedVector(std::size_t)> &density);
  std::size_t n_slices() const { return n_slices_; }
  /// Whether density @p index moves; see NetworkParameters::train.
  bool trains(std::size_t index) const {
    return index < n_slices_ ? network_->parameters().trains_encoder()
                             : network_->parameters().trains_head();
  }
  std::size_t n_densities() const { return registers_[0].size(); }
  bool has_head() const { return spaces_.head != nullptr; }
  /// "slice 2 (s = 0.67)" or "head".
  std::string density_name(std::size_t index) const;

  MeanFieldNetwork &network() { return *network_; }
  const MeanFieldNetwork &network() const { return *network_; }
  /// Forward, adjoint and potentials at time().
  const NetworkState &state() const { return state_; }
  const NetworkMoments &moments() const { return moments_[0]; }
  const Regularization &regularization() const { return regularization_; }
  /// phi of density @p index at time(). Several processes: valid around this process' cells
  /// unless complete_potentials() was called since the last step.
  const GridField &potential(std::size_t index) const {
    return index < n_slices_ ? state_.encoder_potential[index] : state_.head_potential;
  }

  /// Makes the potentials of all densities valid everywhere.
  void complete_potentials() { network_->complete_potentials(moments_[0], state_); }

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
  /// Sums of moments over the processes.
  void complete_moments(NetworkMoments &moments) const;
  struct StageResult {
    double error = 0.;          ///< largest relative error of a density
    bool mean_negative = false; ///< the limiter found a negative cell mean
  };
  StageResult run_stage(unsigned int in, unsigned int kept, unsigned int out,
                        const StageUpdate &update, double time, bool limited);
  void limit(DensityList &densities, StageResult &result);

  std::shared_ptr<MeanFieldNetwork> network_;
  Regularization regularization_;
  Spaces spaces_;
  std::size_t n_slices_;
  Communicator communicator_;
  DensityPartition partition_;
  std::unique_ptr<GhostExchange<dim>> ghosts_;
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
  std::vector<double> first_features_; ///< where the last forward solve started
  double time_ = 0., last_step_ = 0.;
  unsigned long n_steps_ = 0, n_rejected_ = 0;
  FlowTimings timings_;
};

} // namespace rhoflow
