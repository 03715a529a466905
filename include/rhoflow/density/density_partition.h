// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/local_cells.h"

#include <vector>

namespace rhoflow {

/// Cuts the densities of all depths, one after the other, cell by cell, into as many consecutive
/// parts of equal cost as there are processes. With few processes each gets whole densities and a
/// piece of one; with many, each gets a slab of one inner mesh.
class DensityPartition {
public:
  /// Whether a density may be cut.
  enum class Parts { cells, whole_densities };

  /// @param cost  per density: what one cell of it costs, in any unit
  /// @param cells_per_density  inner cells, the same for all densities
  /// @param cells_per_layer  how far the number of a neighbouring cell can be away
  /// @param parts  whole_densities: every density belongs to the process in whose part its middle
  /// is
  DensityPartition(unsigned int n_processes, const std::vector<double> &cost,
                   unsigned int cells_per_density, unsigned int cells_per_layer,
                   Parts parts = Parts::cells);

  unsigned int n_processes() const { return n_processes_; }
  std::size_t n_densities() const { return n_densities_; }
  const LocalCells &cells(unsigned int process, std::size_t density) const {
    return cells_[process * n_densities_ + density];
  }
  /// The process that works on @p cell of @p density.
  unsigned int owner(std::size_t density, unsigned int cell) const;

private:
  unsigned int n_processes_;
  std::size_t n_densities_;
  std::vector<LocalCells> cells_; ///< [process][density]
};

} // namespace rhoflow
