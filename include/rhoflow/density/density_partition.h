// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/local_cells.h"

#include <cstddef>
#include <vector>

namespace rhoflow {

/// What a partition has to know of one density.
struct DividedDensity {
  double cell_cost = 1.;            ///< of one cell, in any unit
  unsigned int n_cells = 1;         ///< of its inner mesh
  unsigned int cells_per_layer = 1; ///< how far the number of a neighbouring cell can be away
};

/// Cuts the densities of all depths, one after the other, cell by cell, into as many consecutive
/// parts of equal cost as there are processes. With few processes each gets whole densities and a
/// piece of one; with many, each gets a slab of one inner mesh.
class DensityPartition {
public:
  /// Whether a density may be cut.
  enum class Parts { cells, whole_densities };
  /// Which cells are worked on: all, or, of densities with rho(-theta) = rho(theta), those of the
  /// upper half, whose mirror images are the others (mirror.h).
  enum class Share { all, upper_half };

  /// @param parts  whole_densities: every density belongs to the process in whose part its middle
  /// is
  /// @pre for the upper half every density has an even number of layers
  DensityPartition(unsigned int n_processes, const std::vector<DividedDensity> &densities,
                   Parts parts = Parts::cells, Share share = Share::all);

  unsigned int n_processes() const { return n_processes_; }
  std::size_t n_densities() const { return n_densities_; }
  /// Whether only the upper half of the cells is worked on.
  bool is_half() const { return share_ == Share::upper_half; }
  const LocalCells &cells(unsigned int process, std::size_t density) const {
    return cells_[process * n_densities_ + density];
  }
  /// The process that works on @p cell of @p density, n_processes() if none does.
  unsigned int owner(std::size_t density, unsigned int cell) const;

private:
  unsigned int n_processes_;
  std::size_t n_densities_;
  Share share_;
  std::vector<LocalCells> cells_; ///< [process][density]
};

} // namespace rhoflow
