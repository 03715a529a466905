// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evaluation/density_grid.h"
#include "evaluation/recorded_density.h"
#include "points/shift_mean.h"
#include "tools/point_table.h"

#include <cstddef>
#include <string>
#include <vector>

namespace rhoflow {

/// Equal boxes of one or two weights.
struct MarginalBoxes {
  std::vector<unsigned int> directions; ///< numbers of the weights
  std::vector<WeightRange> ranges;      ///< of these; each begins below its end
  std::size_t n = 64;                   ///< boxes in each direction

  std::size_t size() const { return directions.size() == 1 ? n : n * n; }
  double volume() const;
  /// The box that a point is in, the first direction fastest; of points beyond a range the last one
  /// on that side. @param point all its weights
  std::size_t box_of(const double *point) const;
  /// The middles of the boxes as the rows of a table. @param names of all weights
  PointTable table(const std::vector<std::string> &names) const;
};

/// How a marginal is measured.
struct MarginalRule {
  std::size_t n_points = 32768; ///< per shift and component of the start; even, at least 64
  std::size_t n_shifts = 8;     ///< at least two
};

/// The marginal of rho_t of the weights of @p boxes, as means over the boxes: points of the start
/// with equal weights, a randomly shifted lattice, are carried to @p time, and
///   marginal(box) = (sum of the weights of the points in the box) / volume.
/// The sum over all boxes times the volume is one to rounding. Errors are standard errors of the
/// means over the shifts. [box], the first direction fastest.
/// @throws RunError as RecordedDensity::carry() @pre 0 <= time <= end_time()
std::vector<ShiftMean> measure_marginal(const RecordedDensity &density, double time,
                                        const MarginalBoxes &boxes, const MarginalRule &rule = {});

} // namespace rhoflow
