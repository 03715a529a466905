// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnostics/node_moments.h"
#include "diagnostics/theory/kernels/cell_features.h"
#include "rhoflow/mean_field/flow_state.h"

#include <vector>

namespace rhoflow {

/// The Gram matrices of CLLCC (19, 20), both n x n, row by row:
///   G1_ij = int_0^1 int J1_i . J1_j rho dtheta ds,  J1_i = grad_theta( p_i^T sigma(Z_i, theta) ),
///   G2_ij = int J2_i . J2_j tau domega,             J2_i = grad_omega h(Z_i(1), omega).
/// With a fixed head J1 is that of DCLW's potential, and G2 is zero.
struct GramMatrices {
  std::size_t n = 0;
  std::vector<double> encoder; ///< G1
  std::vector<double> head;    ///< G2

  /// alpha^2 G1 + G2, the matrix that decides about the loss.
  std::vector<double> sum(double alpha) const;
};

/// What the Gram matrices say of the loss without regulariser (CLLCC Prop. 4.2):
///   -dE/dt = (beta^2 / n^2) ( alpha^2 r^T G1 r + r^T G2 r );  beta counts as 1 for a fixed head.
/// A part that is not trained counts as zero.
struct GramForm {
  double encoder = 0., head = 0.; ///< both parts of -dE/dt
};
GramForm gram_form(const GramMatrices &gram, const NetworkParameters &network,
                   const std::vector<double> &residuals);

/// Computes both matrices by the quadrature of the densities. Of the outer weights only the moments
/// at the inner nodes enter, so that the cost is (inner nodes) x n^2 a density. With interpolated
/// slopes the Gram form equals the dissipation of the scheme to rounding; with pointwise ones it
/// differs by the error of interpolation. Symmetric exactly. Collective, all processes have the
/// result.
/// @param moments of all densities of @p state, this process' cells
template <int dim>
GramMatrices compute_gram_matrices(const FlowState<dim> &state,
                                   const std::vector<NodeMoments> &moments,
                                   SlopeKind kind = SlopeKind::interpolated);

/// The moments of all densities of @p state, this process' cells.
template <int dim>
std::vector<NodeMoments> compute_all_moments(const FlowState<dim> &state);

} // namespace rhoflow
