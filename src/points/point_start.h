// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "particles/particles.h"
#include "points/shift_partition.h"
#include "rhoflow/density/weights_parameters.h"
#include "rhoflow/points/point_parameters.h"

#include <cstddef>
#include <vector>

namespace rhoflow {

/// Densities whose lattices differ from shift to shift. Lattices of the other density are all that
/// of the first shift: what the shifts then differ by is the error by the points of the one alone.
enum class ShiftedDensity { all, encoder, head };

/// What points start from.
struct PointStartSetting {
  PointParameters points;
  WeightsParameters weights; ///< the Gaussians or mixtures of section `Weights`
  std::size_t n_layers = 1;  ///< depth nodes
  unsigned int dimension = 1;
  bool trained_head = true;
  ShiftedDensity shifted = ShiftedDensity::all;

  /// Of the densities of the encoder, or of the head's.
  GaussianMixture mixture(bool head) const {
    return weights.start(head, head ? 1 : dimension, dimension + 1);
  }
};

/// Points of every depth node and, for a trained head, of the head.
struct PointCounts {
  std::size_t node = 0, head = 0;
};
/// @throws InputError if the start of section `Weights` is none
PointCounts count_points(const PointStartSetting &setting);

/// The points of the shifts at t = 0: a shifted lattice for the start's density rho_0, with its
/// weights and ln rho_0 (see Particles::carries_density). All depth nodes have the same points,
/// because they have the same density: what differs between nodes later is the flow's alone. The
/// head has a shift of its own.
/// @return one entry per shift of this process
/// @throws InputError as count_points()
/// @pre @p partition is of setting.points.shifts
std::vector<Particles> make_points(const PointStartSetting &setting,
                                   const ShiftPartition &partition);

} // namespace rhoflow
