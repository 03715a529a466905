// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "particles/particles.h"
#include "rhoflow/data/data_set.h"
#include "rhoflow/depth/depth_grid.h"
#include "rhoflow/network/network_parameters.h"
#include "rhoflow/potential/sample_state.h"

#include <vector>

namespace rhoflow {

/// The network of finitely many neurons, with any number of inputs: weights -> forward -> residual
/// -> adjoint. It is the mean-field network of the measures sum_m q_m delta(theta - theta_m) (CLLCC
/// (2)), with the same depth rules and solvers as the densities'.
class ParticleNetwork {
public:
  ParticleNetwork(NetworkParameters parameters, DataSet data, DepthGrid depth);

  /// A state whose features are the inputs, to be handed to evaluate().
  SampleState initial_state() const;

  /// Evaluates everything in @p state, starting the forward solve from the features in it.
  /// @param particles ensembles @param values their weights, which may be others than its own
  /// @param last_residual as that of solve_forward(); adjoint and gradients are right to it
  /// @throws RunError as solve_forward() does; the state is then worthless
  void evaluate(const Particles &particles, const ParticleList &values, SampleState &state,
                double last_residual = 0.) const;

  /// The coefficients c_ik with which particle_gradient() gives grad Phi (and grad Psi) at any
  /// particle: [ensemble][sample][n_outer]. @p state is an evaluated one.
  std::vector<std::vector<double>> coefficients(const Particles &particles,
                                                const SampleState &state) const;
  /// The features that belong to the coefficients of ensemble @p k, [sample][component].
  static const double *features(const SampleState &state, std::size_t k);

  /// Predictions f(x) for other inputs, [sample][component].
  std::vector<double> predict(const Particles &particles, const ParticleList &values,
                              const std::vector<double> &inputs) const;
  /// The same, the forward solve starting from the features in @p trajectory, which are those of a
  /// similar network at the same inputs; on return it has those of this one.
  /// @param last_residual as that of solve_forward()
  std::vector<double> predict_near(const Particles &particles, const ParticleList &values,
                                   const std::vector<double> &inputs, Trajectory &trajectory,
                                   double last_residual) const;

  const DataSet &data() const { return data_; }
  const DepthGrid &depth() const { return depth_; }
  const NetworkParameters &parameters() const { return parameters_; }

private:
  void forward(const Particles &particles, const ParticleList &values,
               const std::vector<double> &inputs, Trajectory &trajectory,
               double last_residual) const;
  void evaluate_layers(const Particles &particles, const ParticleList &values, std::size_t first,
                       std::size_t last, Trajectory &trajectory) const;
  void read_out(const Particles &particles, const ParticleList &values,
                const Trajectory &trajectory, std::vector<double> &predictions,
                std::vector<double> &final_adjoint) const;

  NetworkParameters parameters_;
  DataSet data_;
  DepthGrid depth_;
};

/// add_particle_sums() over whole ensembles of one layout, in parallel over samples and particles
/// in pieces whose number does not depend on the threads.
/// @param values one array per ensemble @param features [sample][component], one per ensemble
/// @return [ensemble][sample][layout.n_sums()]
std::vector<double> particle_sums(Activation activation, const ParticleEnsemble &ensemble,
                                  const std::vector<const double *> &values,
                                  const std::vector<const double *> &features,
                                  std::size_t n_samples);

} // namespace rhoflow
