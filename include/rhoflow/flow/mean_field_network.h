#pragma once

#include "rhoflow/data/data_set.h"
#include "rhoflow/depth/depth_grid.h"
#include "rhoflow/depth/trajectory.h"
#include "rhoflow/depth/vector_field.h"
#include "rhoflow/network/network_parameters.h"

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
struct NetworkState {
  Trajectory trajectory;
  std::vector<double> final_adjoint; ///< p(1): [sample][component]
  Adjoint adjoint;
  std::vector<double> predictions, residuals; ///< f(x_i), r_i = f(x_i) - y_i
  double loss = 0.;                           ///< E = 1/(2n) sum_i r_i^2
  std::vector<GridField> encoder_potential;   ///< phi at the depth nodes
  GridField head_potential;                   ///< psi; empty for a fixed head
};

/// Data -> forward -> residual -> adjoint -> potential: the part of the method that knows samples.
class MeanFieldNetwork {
public:
  MeanFieldNetwork(const NetworkParameters &parameters, const DataSet &data, const DepthGrid &depth,
                   const TensorGrid &grid);

  /// A state whose features are the inputs, to be handed to evaluate().
  NetworkState initial_state() const;

  /// Evaluates everything in @p state, starting the forward solve from the features in it.
  /// @throws RunError as solve_forward() does.
  void evaluate(const NetworkMoments &moments, NetworkState &state);

  /// Predictions f(x) for other inputs, [sample][component].
  std::vector<double> predict(const NetworkMoments &moments, const std::vector<double> &inputs);

  /// Features of other inputs along the depth.
  Trajectory trajectory_of(const NetworkMoments &moments, const std::vector<double> &inputs);

  const DataSet &data() const { return data_; }
  const DepthGrid &depth() const { return depth_; }
  const NetworkParameters &parameters() const { return parameters_; }

private:
  void forward(const NetworkMoments &moments, const std::vector<double> &inputs,
               Trajectory &trajectory);
  /// f and grad_z f / beta (trained) or c (fixed) at the final features.
  void read_out(const NetworkMoments &moments, const Trajectory &trajectory,
                std::vector<double> &predictions, std::vector<double> &final_adjoint);

  NetworkParameters parameters_;
  DataSet data_;
  DepthGrid depth_;
  TensorGrid grid_;
  MeanFieldVectorField field_;
  NetworkIntegrals head_integrals_;
};

} // namespace rhoflow
