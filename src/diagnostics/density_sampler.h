#pragma once

#include "diagnostics/nodal_marginals.h"
#include "diagnostics/tensor_evaluation.h"
#include "rhoflow/density/density_space.h"

#include <vector>

namespace rhoflow {

/// Evaluates densities, their marginals and functions of the inner weights on a uniform grid of
/// [-R, R] in every direction, for files and pictures. Values are those of the solver's own
/// polynomials.
///
/// All densities are for the physical weights theta = l xi: the axis is stretched by l and
/// densities are divided by l to the number of their coordinates.
template <int dim>
class DensitySampler {
public:
  /// @param points per direction, at least 2
  DensitySampler(const DensitySpace<dim> &space, unsigned int points);

  /// The sampling points of every direction for length scale @p l.
  std::vector<double> axis(double l) const;

  /// The density itself on all its coordinates: [b]...[w_1][u].
  /// @pre the space has one outer weight
  std::vector<double> density(const AlignedVector &density, double l) const;
  /// int rho du: [b]...[w_1].
  std::vector<double> inner_marginal(const NodalMarginals<dim> &marginals, double l) const;
  /// Marginal of coordinates @p first < @p second, outer weights counted first: [second][first].
  std::vector<double> pair_marginal(const NodalMarginals<dim> &marginals, unsigned int first,
                                    unsigned int second, double l) const;
  /// Any function given at the nodes of the inner mesh, in the mesh's order: [b]...[w_1].
  std::vector<double> inner_function(const std::vector<double> &node_values) const;
  /// A function given on the continuous grid of the inner mesh: [b]...[w_1].
  std::vector<double> grid_function(const AlignedVector &grid_values) const;

private:
  const DensitySpace<dim> &space_;
  std::vector<double> axis_;
  LineEvaluation outer_, inner_;
};

} // namespace rhoflow
