// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace dealii {
class ParameterHandler;
}

namespace rhoflow {

/// Section `Points`: the lattices of the program rhoflow-points.
struct PointParameters {
  unsigned int number = 16384;  ///< per density of the encoder
  unsigned int head_number = 0; ///< of the head's; 0: as many
  unsigned int shifts = 8;      ///< random shifts of the lattice, each a run of its own
  unsigned int seed = 1;
  double spread = 0.; ///< of the lattice, see lattice_points(); 0: best_spread()

  void add_parameters(dealii::ParameterHandler &handler);
  /// @throws InputError for a spread below one that is not zero
  void check() const;

  /// M of a density of the encoder or of the head's.
  unsigned int number_of(bool head) const { return head && head_number > 0 ? head_number : number; }
  /// Points for each of the @p n_components Gaussians of the start of such a density: its share of
  /// number_of(), rounded up to a multiple of eight, at least 64, as lattices need.
  std::size_t n_per_component(bool head, std::size_t n_components) const;
  /// spread, or for 0 the one that suits @p dimension coordinates.
  double spread_of(unsigned int dimension) const;
};

} // namespace rhoflow
