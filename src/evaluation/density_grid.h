// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evaluation/recorded_density.h"
#include "tools/point_table.h"
#include "vtk/image_grid.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace rhoflow {

/// An interval of a weight.
using WeightRange = std::array<double, 2>;

/// Where a density has its mass at the start and at some times: for every weight the smallest
/// interval with the means of all of them and four deviations on both sides, from 1024 points of
/// the start that are carried along.
/// @throws RunError as RecordedDensity::carry() @pre as there; the times ascend
std::vector<WeightRange> mass_ranges(const RecordedDensity &density,
                                     const std::vector<double> &times);

/// A uniform grid of points in a plane or a box of weights: two or three of them vary, the others
/// have fixed values.
class DensityGrid {
public:
  /// @param directions numbers of the weights that vary, two or three different ones
  /// @param ranges of these: the first point and the last of each, which is larger
  /// @param fixed values of all weights; those of the directions do not count
  /// @param n points in each direction, at least two
  DensityGrid(std::vector<unsigned int> directions, std::vector<WeightRange> ranges,
              std::vector<double> fixed, std::size_t n);

  /// [point][component], the first direction fastest.
  std::vector<double> points() const;
  /// The points as the rows of a table whose columns are @p names.
  PointTable table(const std::vector<std::string> &names) const;
  /// @p results of density_results() at the points, as fields on the directions; the vector of the
  /// velocity has its components along them. @param names of all weights
  ImageGrid image(const std::vector<std::string> &names, const std::vector<double> &results) const;

private:
  std::size_t n_points() const;

  std::vector<unsigned int> directions_;
  std::vector<WeightRange> ranges_;
  std::vector<double> fixed_;
  std::size_t n_;
};

} // namespace rhoflow
