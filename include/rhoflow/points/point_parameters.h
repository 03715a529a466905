// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace dealii {
class ParameterHandler;
}

namespace rhoflow {

/// Section `Points`: the lattices of the program rhoflow-points.
struct PointParameters {
  unsigned int number = 16384; ///< per density
  unsigned int shifts = 8;     ///< random shifts of the lattice, each a run of its own
  unsigned int seed = 1;
  double spread = 0.; ///< of the lattice, see lattice_points(); 0: best_spread()

  void add_parameters(dealii::ParameterHandler &handler);
  /// @throws InputError for a spread below one that is not zero
  void check() const;

  /// Points for each of the @p n_components Gaussians of a start: its share of the number, rounded
  /// up to a multiple of eight, at least 64, as lattices need.
  std::size_t n_per_component(std::size_t n_components) const;
  /// spread, or for 0 the one that suits @p dimension coordinates.
  double spread_of(unsigned int dimension) const;
};

} // namespace rhoflow
