// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/aligned_vector.h"
#include "rhoflow/base/communicator.h"
#include "rhoflow/density/density_partition.h"

#include <cstddef>

namespace rhoflow {

/// The values of all cells of one density on process @p target, empty on the others. Collective.
/// @param density  its number in the partition
/// @param n_cells  of that density; those that nobody works on are zero
/// @param per_cell values of one cell
/// @param stored   those of the cells that this process stores
AlignedVector gather_cells(const Communicator &communicator, const DensityPartition &partition,
                           std::size_t density, unsigned int n_cells, std::size_t per_cell,
                           const AlignedVector &stored, unsigned int target);

} // namespace rhoflow
