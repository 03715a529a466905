// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/mean_field/flow_state.h"
#include "rhoflow/mean_field/network_evaluation.h"
#include "rhoflow/run/stationary_parameters.h"
#include "stationary/gibbs_density.h"

#include <string>
#include <vector>

namespace rhoflow {

/// A stationary state of a flow with noise: potentials whose Gibbs densities make a network with
/// these potentials.
struct StationaryState {
  std::vector<GridField> potentials; ///< [density]; of those that do not train what they would be
  NetworkState network;              ///< loss and predictions
  double free_energy = 0.;           ///< F: loss, confinement and entropy
  double second_moment_encoder = 0., second_moment_head = 0.;
  double residual = 0.;        ///< of the fixed point, relative to what is solved for
  unsigned int iterations = 0; ///< evaluations of the network
};

/// Quadrature weights on the inner grid of every density, as grid_weights() gives them.
template <int dim>
std::vector<AlignedVector> quadrature_weights(const FlowState<dim> &state);

/// The fixed point of potentials -> Gibbs densities -> first moments -> network -> potentials,
/// without time (model: noise). Densities that do not train keep the moments they have.
///
/// Potentials are sums over the samples, so they are functions of features, adjoints and residuals
/// at the depth nodes: a few numbers a sample, for which the fixed point is solved by
/// solve_newton_krylov().
template <int dim>
class StationaryProblem {
public:
  /// @param state densities that do not train have their values
  /// @pre all that train feel noise and confinement
  explicit StationaryProblem(const FlowState<dim> &state);

  /// Start 0 follows the fixed point from a weak loss, where it is unique, to the loss as it is;
  /// the others look for one from random potentials. Collective.
  /// @throws RunError if none is found
  StationaryState solve(const StationaryParameters &parameters, unsigned int start);

private:
  using Potentials = std::vector<GridField>;

  /// Moments of the Gibbs densities of these potentials; of frozen densities their own.
  NetworkMoments moments_of(const Potentials &potentials) const;
  /// Evaluates network_ at these moments. @returns whether it could be
  bool evaluate(const NetworkMoments &moments);
  Potentials random_potentials(unsigned int seed, unsigned int start) const;
  /// The potentials of a network with the samples @p packed, times @p strength.
  Potentials potentials_of(const std::vector<double> &packed, double strength);
  /// Features, adjoints and residuals of network_.
  std::vector<double> pack() const;
  /// What pack() gives behind the Gibbs densities of @p packed, minus @p packed; empty if nothing.
  std::vector<double> residual_of(const std::vector<double> &packed, double strength);
  /// Solves for @p packed. @returns whether it converged
  bool solve_at(double strength, const StationaryParameters &parameters, double tolerance,
                std::vector<double> &packed, StationaryState &result);
  void follow(const StationaryParameters &parameters, std::vector<double> &packed,
              StationaryState &result);
  /// Goes from @p packed some way towards what its Gibbs densities make of it, again and again, in
  /// steps that are cut where the residual grows: to the neighbourhood of a fixed point.
  void relax(double strength, unsigned int evaluations, std::vector<double> &packed,
             StationaryState &result);
  void measure(StationaryState &result) const;

  const FlowState<dim> &state_;
  std::vector<AlignedVector> weights_;        ///< [density]: of the grid's quadrature
  std::vector<GridField> frozen_;             ///< [density]: moments of those that do not train
  std::vector<double> frozen_second_moments_; ///< the same; 0 for the others
  NetworkTables tables_;
  NetworkState network_;
};

} // namespace rhoflow
