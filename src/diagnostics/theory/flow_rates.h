// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnostics/theory/kernels/line_operator.h"
#include "diagnostics/theory/start_measure.h"
#include "rhoflow/mean_field/flow_state.h"

#include <vector>

namespace rhoflow {

/// Rates of one density at one time.
struct DensityRates {
  /// int |velocity|^2 rho, the square of the speed in the 2-Wasserstein distance.
  double squared_speed = 0.;
  /// d/dt KL(rho_t | rho_0)
  double entropy_rate = 0.;
};

/// Outer moments on the inner grid; of the implementation.
struct GridMoments;

/// What the encoder's densities and, behind it, a trained head's have started from.
/// @param head_start not used if the head is fixed
template <int dim>
std::vector<StartMeasure<dim>> start_measures(const FlowState<dim> &state,
                                              const GaussianMixture &encoder_start,
                                              const GaussianMixture &head_start);

/// The rates of all densities of a state, made cheap enough for every step: the densities are read
/// once, everything else works on the continuous inner grid.
///
/// For the velocity v = -grad Phi - 2 r theta (r = lambda e^{-t}, 0 for the head) and a Gaussian
/// start with mean mu and variances sigma,
///   d/dt KL(rho_t | rho_0) = int ( -div v - v . grad ln rho_0 ) rho
///     = int ( Laplace Phi + 2 r D - sum_c (grad_c Phi + 2 r theta_c) (theta_c - mu_c) / sigma_c )
///     rho
/// (for r = 0 and a standard Gaussian start that of CLLCC Lemma 4.6; model: quantities of the
/// theory). Laplace Phi = u . Laplace phi is taken weakly, as minus the inverse of the diagonal
/// mass matrix times the stiffness matrix of the continuous Gauss-Lobatto elements: against a
/// smooth moment its error is of order 2p. It also holds the walls of the box, through which no
/// mass goes. For a mixture of Gaussians the last sum is the mean over the components with their
/// shares gamma_c(theta) in rho_0: each component sees its share gamma_c rho of the density.
template <int dim>
class FlowRates {
public:
  /// @param starts as start_measures() gives them
  FlowRates(const FlowState<dim> &state, std::vector<StartMeasure<dim>> starts);

  /// Collective; all processes have the result, one entry per density.
  std::vector<DensityRates> compute(const FlowState<dim> &state) const;

private:
  /// Of the shares of density @p k, one per component of its start.
  std::vector<GridMoments> gather(const Density<dim> &density) const;
  DensityRates compute(const Density<dim> &density, const GridField &potential) const;

  /// Tables of the encoder's space or of the head's.
  struct Side {
    explicit Side(const DensitySpace<dim> &space);

    std::vector<AlignedVector> outer;    ///< weight times powers of u
    std::vector<std::size_t> grid_index; ///< [cell][node]
    std::vector<double> node_weight;     ///< the same
    LineOperator derivative, second_derivative;
  };

  std::vector<StartMeasure<dim>> starts_; ///< encoder, head
  std::vector<Side> sides_;               ///< the same
};

} // namespace rhoflow
