// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnostics/tensor_evaluation.h"
#include "rhoflow/density/density_space.h"

#include <array>
#include <vector>

namespace rhoflow {

/// A box of three weights cut into cells for continuous finite elements: all weights of a density
/// with one input, (u, w, b) or (a, w, b), or the inner ones with two, (w_1, w_2, b).
struct WeightBox {
  std::array<std::vector<double>, 3> breakpoints; ///< increasing
  unsigned int degree = 2;                        ///< of the elements

  /// Gauss points in every cell along a direction.
  unsigned int points_per_cell() const { return degree + 2; }
  /// All quadrature points along @p direction, cell by cell.
  std::vector<double> points(unsigned int direction) const;
  std::size_t n_points() const;
};

/// The box of the densities on @p space: the cells of its mesh, cut @p refinement times, and for
/// outer weights as many equal cells over the interval of their nodes.
/// @param scale l > 0: the box is one of theta = l xi, the space one of xi
template <int dim>
WeightBox make_weight_box(const DensitySpace<dim> &space, unsigned int refinement,
                          double scale = 1.);

/// A box that holds both: in every direction the cells of the one that reaches further.
WeightBox common_box(const WeightBox &a, const WeightBox &b);

/// A density, with two inputs its marginal of the inner weights, at the quadrature points of @p
/// box: the first direction fastest. Zero where its mesh ends.
/// @param scale l > 0: the box is one of theta = l xi, where the density is l^-3 times that of xi
template <int dim>
std::vector<double> sample_on(const WeightBox &box, const DensitySpace<dim> &space,
                              const AlignedVector &density, double scale = 1.);

} // namespace rhoflow
