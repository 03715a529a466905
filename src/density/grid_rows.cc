// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/density/grid_rows.h"

#include <algorithm>

namespace rhoflow {

template <int dim>
GridRows rows_around(const InnerMesh<dim> &mesh, const LocalCells &cells) {
  if (cells.empty())
    return {};
  const std::size_t p = mesh.line().degree(), layers = mesh.cells_per_side();
  const std::size_t rows_per_node = mesh.grid().n_rows / mesh.grid().axis.size();
  const std::size_t first = mesh.position(cells.first)[dim - 1];
  const std::size_t last = mesh.position(cells.last - 1)[dim - 1];
  return {(first > 0 ? first - 1 : 0) * p * rows_per_node,
          (std::min(last + 2, layers) * p + 1) * rows_per_node};
}

template GridRows rows_around(const InnerMesh<2> &, const LocalCells &);
template GridRows rows_around(const InnerMesh<3> &, const LocalCells &);

} // namespace rhoflow
