// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/inner_mesh.h"
#include "rhoflow/density/local_cells.h"

#include <cstddef>

namespace rhoflow {

/// Consecutive rows of the inner grid, [begin, end).
struct GridRows {
  std::size_t begin = 0, end = 0;
};

/// The rows with the nodes of @p cells and of the layers of cells next to them, which the
/// derivatives at cell boundaries need; none where there are no cells.
template <int dim>
GridRows rows_around(const InnerMesh<dim> &mesh, const LocalCells &cells);

} // namespace rhoflow
