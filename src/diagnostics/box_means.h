// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnostics/nodal_marginals.h"
#include "diagnostics/tensor_evaluation.h"
#include "rhoflow/density/density_space.h"
#include "rhoflow/depth/depth_grid.h"

#include <vector>

namespace rhoflow {

/// Equal boxes (intervals) side by side that fill [lower, upper].
struct UniformBoxes {
  double lower = 0., upper = 1.;
  unsigned int number = 1;

  double size() const { return (upper - lower) / number; }
  /// Where box @p k ends on its left; k = number gives the upper end.
  double edge(unsigned int k) const { return lower + (upper - lower) * k / number; }
  /// The middle of every box.
  std::vector<double> centres() const;
  /// The same with @p margin more boxes of that size on either side.
  UniformBoxes widened(unsigned int margin) const;
};

/// From the nodal values of @p basis to the means of the density over @p boxes, by Gauss quadrature
/// between the nodes: exact for the polynomials of finite elements, to rounding for those of
/// Hermite functions with their Gaussian factor.
LineEvaluation outer_means(const OuterBasis &basis, const UniformBoxes &boxes);

/// From the nodes of all cells along one side of @p mesh to the exact means over @p boxes. What
/// lies beyond the mesh counts as zero.
template <int dim>
LineEvaluation inner_means(const InnerMesh<dim> &mesh, const UniformBoxes &boxes);

/// From the depth nodes of @p depth to the means over @p boxes of [0, 1] of the polynomial through
/// the nodes of each block (for `euler` the constant of each layer). The mean of all boxes is the
/// sum of the node values times the weights of the depth rule.
LineEvaluation depth_means(const DepthGrid &depth, const UniformBoxes &boxes);

/// How many boxes more on either side hold an outer weight's share that lies beyond @p boxes, but
/// for a mass of 1e-7 at most (sum of the absolute values); 0 for a basis that lives on an
/// interval. The larger number where there are two outer weights.
/// @param marginals of a density of @p space
template <int dim>
unsigned int outer_margin(const DensitySpace<dim> &space, const NodalMarginals<dim> &marginals,
                          const UniformBoxes &boxes);

} // namespace rhoflow
