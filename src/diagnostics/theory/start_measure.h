// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/density_space.h"
#include "rhoflow/density/initial_density.h"

#include <vector>

namespace rhoflow {

/// The start rho_0 of one density as a function of the weights: the Gaussian mixture of the
/// parameters, divided by the mass that its projection had on the grid, as project_mixture() does.
template <int dim>
class StartMeasure {
public:
  StartMeasure(const DensitySpace<dim> &space, const GaussianMixture &mixture);

  /// One Gaussian: its score, grad ln rho_0, is linear in the weights.
  bool is_gaussian() const { return mixture_.size() == 1; }
  const GaussianMixture &mixture() const { return mixture_; }

  /// The start seen from scaled weights theta = l xi, at the nodes of the space.
  struct View {
    /// Per component: [direction][axis node] and [outer index]; the logarithms add up to
    /// ln( rho_0(l xi) l^D / nodal factor ), to which ln r_j of a density has to be compared.
    std::vector<std::vector<double>> inner;
    std::vector<AlignedVector> outer;
    /// (theta_k - mean_k)^2 / variance_k of the whole start: [direction][axis node], [outer index].
    std::vector<double> inner_square;
    AlignedVector outer_square;
    std::size_t axis_size = 0;

    /// What is added to the outer terms at node @p a of cell @p c: the sum of the inner ones.
    /// @param shift [component], has the size already
    void shift_at(const InnerMesh<dim> &mesh, unsigned int c, unsigned int a,
                  std::vector<double> &shift) const;
    /// The axis node of @p direction at that node: an index into inner and inner_square.
    std::size_t axis_index(const InnerMesh<dim> &mesh, unsigned int c, unsigned int a,
                           unsigned int direction) const {
      return direction * axis_size + mesh.position(c)[direction] * mesh.line().degree() +
             mesh.local_index(a, direction);
    }
  };
  View view(double length_scale) const;

  /// See StartBall.
  double ball_square() const { return ball_.square; }

private:
  const DensitySpace<dim> &space_;
  GaussianMixture mixture_;
  StartBall ball_; ///< of the whole start
  double log_mass_ = 0.;
};

} // namespace rhoflow
