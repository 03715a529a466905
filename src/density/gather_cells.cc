// SPDX-License-Identifier: Apache-2.0
#include "density/gather_cells.h"

#include <algorithm>
#include <vector>

namespace rhoflow {

AlignedVector gather_cells(const Communicator &communicator, const DensityPartition &partition,
                           std::size_t density, unsigned int n_cells, std::size_t per_cell,
                           const AlignedVector &stored, unsigned int target) {
  const bool here = communicator.rank() == target;
  AlignedVector whole(here ? n_cells * per_cell : 0, 0.);
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
    if (r != target)
      communicator.move(part, r, target);
    if (here)
      std::copy(part.begin(), part.end(), whole.begin() + std::ptrdiff_t(range.first * per_cell));
  }
  return whole;
}

} // namespace rhoflow
