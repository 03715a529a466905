#pragma once

#include "base/communicator.h"
#include "data/data_set.h"
#include "depth/depth_grid.h"
#include "depth/trajectory.h"
#include "depth/vector_field.h"
#include "network/network_parameters.h"
#include "potential/potential.h"
#include "potential/sample_state.h"

#include <vector>

namespace rhoflow {

/// What the network sees of the densities: first outer moments times quadrature weight on the
/// inner grid, and the length scale of the encoder's weights.
struct NetworkMoments {
  std::vector<GridField> encoder; ///< [depth node][component]
  GridField head;                 ///< one component; empty for a fixed head
  double length_scale = 1.;       ///< l(t)
};

/// One evaluation of the network and of the gradient of its loss.
struct NetworkState : SampleState {
  std::vector<GridField> encoder_potential; ///< phi at the depth nodes
  GridField head_potential;                 ///< psi; empty for a fixed head
};

/// Data -> forward -> residual -> adjoint -> potential: the part of the method that knows samples.
///
/// Given the moments, samples do not know of each other: several processes divide them for the
/// forward and adjoint solves and share the results. The potentials, sums over all samples, are
/// assembled by every process in the rows it asks for.
class MeanFieldNetwork {
public:
  MeanFieldNetwork(const NetworkParameters &parameters, const DataSet &data, const DepthGrid &depth,
                   const TensorGrid &grid, const Communicator &communicator = {});

  /// Restricts the potentials of evaluate() to these rows, one range per depth node and, for a
  /// trained head, the head's. All rows unless called.
  void set_potential_rows(std::vector<GridRows> rows);

  /// A state whose features are the inputs, to be handed to evaluate().
  NetworkState initial_state() const;

  /// Evaluates everything in @p state, starting the forward solve from the features in it.
  /// Collective. @throws RunError as solve_forward() does.
  void evaluate(const NetworkMoments &moments, NetworkState &state);

  /// Assembles the potentials of an evaluated @p state in all rows.
  void complete_potentials(const NetworkMoments &moments, NetworkState &state);

  /// Predictions f(x) for other inputs, [sample][component]. Not collective.
  std::vector<double> predict(const NetworkMoments &moments, const std::vector<double> &inputs);

  /// Features of other inputs along the depth.
  Trajectory trajectory_of(const NetworkMoments &moments, const std::vector<double> &inputs);

  const DataSet &data() const { return data_; }
  const DepthGrid &depth() const { return depth_; }
  const NetworkParameters &parameters() const { return parameters_; }

private:
  /// What the solves say of some samples.
  struct SampleResults {
    Trajectory trajectory;
    std::vector<double> predictions, final_adjoint;
    Adjoint adjoint;
  };
  /// Forward solve, read-out and adjoint solve.
  void solve(const NetworkMoments &moments, const std::vector<double> &inputs,
             SampleResults &results);
  /// solve() for this process' samples only, followed by the exchange of the results.
  void solve_in_parts(const NetworkMoments &moments, NetworkState &state);
  /// Fills the tables of the network integrals, from which the potentials are assembled.
  void set_features(const NetworkMoments &moments, const Trajectory &trajectory);
  void assemble_potentials(const std::vector<GridRows> &rows, NetworkState &state);

  void forward(const NetworkMoments &moments, const std::vector<double> &inputs,
               Trajectory &trajectory);
  /// f and grad_z f / beta (trained) or c (fixed) at the final features.
  void read_out(const NetworkMoments &moments, const Trajectory &trajectory,
                std::vector<double> &predictions, std::vector<double> &final_adjoint);

  NetworkParameters parameters_;
  DataSet data_;
  DepthGrid depth_;
  TensorGrid grid_;
  Communicator communicator_;
  std::vector<GridRows> rows_;
  MeanFieldVectorField field_;
  NetworkIntegrals head_integrals_;
};

} // namespace rhoflow
