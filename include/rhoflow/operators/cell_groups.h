// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/density_space.h"
#include "rhoflow/density/local_cells.h"

#include <algorithm>
#include <cstddef>

namespace rhoflow {

/// Consecutive cells of a density, [begin, end), numbered in the mesh.
struct CellRange {
  std::size_t begin = 0, end = 0;
};

/// How the cells of a density are cut into work items: groups whose number does not depend on the
/// number of threads.
struct CellGroups {
  std::size_t cells_per_group = 1;

  /// About as many values a group as the second-level cache holds three times (in, old, out), and
  /// no more groups than many threads need.
  template <int dim>
  static CellGroups of(const DensitySpace<dim> &space) {
    constexpr std::size_t values_per_group = 16384, most_groups = 32;
    const std::size_t values_per_cell = space.mesh().nodes_per_cell() * space.stride();
    return {std::max<std::size_t>(
        {1, values_per_group / values_per_cell, space.mesh().n_cells() / most_groups})};
  }

  std::size_t count(const LocalCells &cells) const {
    return (cells.size() + cells_per_group - 1) / cells_per_group;
  }
  /// The cells of group @p group, less than count(@p cells).
  CellRange range(const LocalCells &cells, std::size_t group) const {
    const std::size_t begin = cells.first + group * cells_per_group;
    return {begin, std::min<std::size_t>(begin + cells_per_group, cells.last)};
  }
};

} // namespace rhoflow
