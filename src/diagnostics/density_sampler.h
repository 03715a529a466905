// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnostics/box_means.h"
#include "diagnostics/nodal_marginals.h"
#include "diagnostics/tensor_evaluation.h"
#include "rhoflow/density/density_space.h"

#include <vector>

namespace rhoflow {

/// Samples densities, their marginals and functions of the inner weights on a uniform grid of
/// boxes, for files and pictures. The value of a density is its mean over the box, so that the sum
/// of the values times the volume of a box is the mass within the grid; functions are evaluated at
/// the centres. Both are those of the solver's own polynomials.
///
/// All densities are for the physical weights theta = l xi: boxes are stretched by l and densities
/// are divided by l to the number of their coordinates.
template <int dim>
class DensitySampler {
public:
  /// Boxes fill [-R, R] in every direction.
  /// @param boxes  per direction, at least 2
  /// @param margin so many boxes more on either side along outer weights, see outer_margin()
  DensitySampler(const DensitySpace<dim> &space, unsigned int boxes, unsigned int margin = 0);

  /// The boxes along inner and along outer weights, of the computation's own coordinates.
  const UniformBoxes &inner_boxes() const { return inner_boxes_; }
  const UniformBoxes &outer_boxes() const { return outer_boxes_; }

  /// The density itself on all its coordinates: [b]...[w_1][u].
  /// @pre the space has one outer weight
  std::vector<double> density(const AlignedVector &density, double l) const;
  /// int rho du: [b]...[w_1].
  std::vector<double> inner_marginal(const NodalMarginals<dim> &marginals, double l) const;
  /// Marginal of coordinates @p first < @p second, outer weights counted first: [second][first],
  /// both along the outer boxes.
  std::vector<double> pair_marginal(const NodalMarginals<dim> &marginals, unsigned int first,
                                    unsigned int second, double l) const;
  /// Any function given at the nodes of the inner mesh, in the mesh's order: [b]...[w_1].
  std::vector<double> inner_function(const std::vector<double> &node_values) const;
  /// A function given on the continuous grid of the inner mesh: [b]...[w_1].
  std::vector<double> grid_function(const AlignedVector &grid_values) const;

private:
  const DensitySpace<dim> &space_;
  UniformBoxes inner_boxes_, outer_boxes_;
  LineEvaluation outer_, inner_, wide_inner_, inner_points_;
};

/// The middle of every box of the physical weights theta = l xi.
std::vector<double> scaled_centres(const UniformBoxes &boxes, double l);

} // namespace rhoflow
