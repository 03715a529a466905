// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/density.h"
#include "rhoflow/density/gaussian_mixture.h"
#include "rhoflow/density/grid_field.h"

namespace rhoflow {

/// The reflection theta -> -theta of all weights of a density at once. With an odd activation and a
/// start that it leaves as it is, it leaves the densities as they are for all times,
/// rho(-theta) = rho(theta): first moments m(-q) = -m(q) and potentials phi(-q) = -phi(q) are odd.

/// Whether the reflection leaves @p mixture as it is.
bool is_symmetric(const GaussianMixture &mixture);

/// The cell that is the image of @p cell, of a mesh of @p n_cells.
inline unsigned int mirrored_cell(unsigned int n_cells, unsigned int cell) {
  return n_cells - 1 - cell;
}

/// Fills the lower half of the cells of the whole density @p values with the images of the upper
/// half.
/// @pre values.size() == space.n_values(), an even number of cells
template <int dim>
void fill_lower_half(const DensitySpace<dim> &space, AlignedVector &values);

/// The image of the part of @p density that this process has: its cells and values reflected,
/// without those of neighbours.
template <int dim>
Density<dim> mirrored(const Density<dim> &density);

/// Adds to the first moments of the upper half those of the lower one: m(q) - m(-q).
void add_lower_half(const TensorGrid &grid, AlignedVector &moments);

/// The first row of the plane of the middle, b = 0, from which on double_upper_rows() has moments.
inline std::size_t middle_row(const TensorGrid &grid) {
  return grid.axis.size() / 2 * (grid.n_rows / grid.axis.size());
}

/// Doubles the moments above the plane of the middle: a sum of them and an odd function over the
/// rows from the middle on is the sum over all.
/// @pre an odd number of nodes in every direction
void double_upper_rows(const TensorGrid &grid, AlignedVector &moments);

/// Fills the values of an odd function at the rows below the middle with those above.
void fill_lower_rows(const TensorGrid &grid, AlignedVector &odd);

} // namespace rhoflow
