// SPDX-License-Identifier: Apache-2.0
#include "density/gather_cells.h"

#include <algorithm>
#include <vector>

namespace rhoflow {

AlignedVector gather_cells(const Communicator &communicator, const DensityPartition &partition,
                           std::size_t density, std::size_t per_cell, const AlignedVector &stored,
                           unsigned int target) {
  if (communicator.size() == 1)
    return stored;
  const bool here = communicator.rank() == target;
  unsigned int n_cells = 0;
  for (unsigned int r = 0; r < communicator.size(); ++r)
    n_cells = std::max(n_cells, partition.cells(r, density).last);
  AlignedVector whole(here ? n_cells * per_cell : 0);
  for (unsigned int r = 0; r < communicator.size(); ++r) {
    const LocalCells &range = partition.cells(r, density);
    if (range.empty() || (!here && communicator.rank() != r))
      continue;
    std::vector<double> part;
    if (communicator.rank() == r) {
      const auto begin =
          stored.begin() + std::ptrdiff_t(range.stored_index(range.first) * per_cell);
      part.assign(begin, begin + std::ptrdiff_t(range.size() * per_cell));
    }
    communicator.move(part, r, target);
    if (here)
      std::copy(part.begin(), part.end(), whole.begin() + std::ptrdiff_t(range.first * per_cell));
  }
  return whole;
}

} // namespace rhoflow
