// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace rhoflow {

/// The drift of one cell along one direction: every line of nodes is multiplied by a matrix, and
/// its ends get what flows in from the neighbours.
struct CellDrift {
  std::size_t nodes_per_line = 2;
  const double *matrix = nullptr; ///< [node][node]: outflow included
  double from_left = 0.;          ///< factor of the neighbour's last node, for the first node
  double from_right = 0.;         ///< factor of the neighbour's first node, for the last node
};

/// Adds the drift of one cell to @p rhs.
/// @param step         between neighbouring nodes of a line
/// @param nodes        of the cell  @param stride of a node's row, whole SIMD vectors
/// @param cell,rhs     rows of the cell's nodes
/// @param left,right   rows of the neighbours; not read where the factor is 0
void add_cell_drift(const CellDrift &drift, std::size_t step, std::size_t nodes, std::size_t stride,
                    const double *cell, const double *left, const double *right, double *rhs);

} // namespace rhoflow
