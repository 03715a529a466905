// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

namespace rhoflow {

/// A box of cells of a mesh with as many along every direction: [first, last) in each.
template <int dim>
struct CellBox {
  std::array<unsigned int, dim> first{}, last{};
};

/// Cuts the cells with the numbers [@p first, @p last), counted line by line along the first
/// direction, into at most 2 dim - 1 boxes.
/// @param side cells along every direction
/// @pre first <= last <= side^dim
template <int dim>
std::vector<CellBox<dim>> boxes_of_cells(unsigned int first, unsigned int last, unsigned int side);

} // namespace rhoflow
