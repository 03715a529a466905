// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/density/density_partition.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <numeric>

namespace rhoflow {

DensityPartition::DensityPartition(unsigned int n_processes, const std::vector<double> &cost,
                                   unsigned int cells_per_density, unsigned int cells_per_layer,
                                   Parts parts)
    : n_processes_(n_processes), n_densities_(cost.size()),
      cells_(std::size_t(n_processes) * cost.size()) {
  RHOFLOW_PRECONDITION(n_processes >= 1 && cells_per_density >= 1, "there is something to divide");
  const double total = std::accumulate(cost.begin(), cost.end(), 0.) * cells_per_density;
  // The first cell of every process in each density.
  const auto first_cell = [&](unsigned int process, std::size_t density) {
    double before = 0.;
    for (std::size_t k = 0; k < density; ++k)
      before += cost[k] * cells_per_density;
    double place = (total * process / n_processes - before) / cost[density];
    if (parts == Parts::whole_densities)
      place = place > 0.5 * cells_per_density ? double(cells_per_density) : 0.;
    return static_cast<unsigned int>(std::clamp(place + 0.5, 0., double(cells_per_density)));
  };
  for (unsigned int r = 0; r < n_processes; ++r)
    for (std::size_t k = 0; k < n_densities_; ++k) {
      LocalCells &range = cells_[r * n_densities_ + k];
      range.first = r == 0 ? 0 : first_cell(r, k);
      range.last = r + 1 == n_processes ? cells_per_density : first_cell(r + 1, k);
      range.stored_first = range.first;
      range.stored_last = range.last;
      if (range.empty())
        continue;
      range.stored_first -= std::min(range.first, cells_per_layer);
      range.stored_last = std::min(range.last + cells_per_layer, cells_per_density);
    }
}

unsigned int DensityPartition::owner(std::size_t density, unsigned int cell) const {
  RHOFLOW_PRECONDITION(density < n_densities_, "there is such a density");
  for (unsigned int r = 0; r < n_processes_; ++r) {
    const LocalCells &range = cells(r, density);
    if (cell >= range.first && cell < range.last)
      return r;
  }
  return n_processes_;
}

} // namespace rhoflow
