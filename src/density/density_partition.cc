// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/density/density_partition.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

DensityPartition::DensityPartition(unsigned int n_processes,
                                   const std::vector<DividedDensity> &densities, Parts parts,
                                   Share share)
    : n_processes_(n_processes), n_densities_(densities.size()), share_(share),
      cells_(std::size_t(n_processes) * densities.size()) {
  RHOFLOW_PRECONDITION(n_processes >= 1 && !densities.empty(), "there is something to divide");
  const auto lowest_cell = [&](std::size_t density) {
    return share == Share::upper_half ? densities[density].n_cells / 2 : 0;
  };
  const auto n_worked_on = [&](std::size_t density) {
    return densities[density].n_cells - lowest_cell(density);
  };
  double total = 0.;
  std::vector<double> before; // the cost of all densities before one
  for (std::size_t k = 0; k < n_densities_; ++k) {
    RHOFLOW_PRECONDITION(densities[k].n_cells >= 1, "there is something to divide");
    RHOFLOW_PRECONDITION(share == Share::all ||
                             (densities[k].n_cells / densities[k].cells_per_layer) % 2 == 0,
                         "an even number of layers, of which half are the upper ones");
    before.push_back(total);
    total += densities[k].cell_cost * n_worked_on(k);
  }
  // The first cell of every process in each density.
  const auto first_cell = [&](unsigned int process, std::size_t k) {
    const double most = n_worked_on(k);
    double place = (total * process / n_processes - before[k]) / densities[k].cell_cost;
    if (parts == Parts::whole_densities)
      place = place > 0.5 * most ? most : 0.;
    return lowest_cell(k) + static_cast<unsigned int>(std::clamp(place + 0.5, 0., most));
  };
  for (unsigned int r = 0; r < n_processes; ++r)
    for (std::size_t k = 0; k < n_densities_; ++k) {
      const auto &[cost, n_cells, layer] = densities[k];
      LocalCells &range = cells_[r * n_densities_ + k];
      range.first = r == 0 ? lowest_cell(k) : first_cell(r, k);
      range.last = r + 1 == n_processes ? n_cells : first_cell(r + 1, k);
      range.stored_first = range.first;
      range.stored_last = range.last;
      if (range.empty())
        continue;
      range.stored_first -= std::min(range.first, layer);
      range.stored_last = std::min(range.last + layer, n_cells);
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
