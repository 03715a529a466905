// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vtk/data_field.h"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace rhoflow {

/// One direction of an ImageGrid: equal boxes side by side, a point in the middle of each.
struct ImageAxis {
  std::string name = "-"; ///< what is along it, e.g. "w"
  double low = -0.5;      ///< where the first box starts in the coordinates of the file
  double high = 0.5;      ///< where the last box ends
  std::size_t points = 1; ///< boxes

  /// What @p low and @p high mean, where the axis is stretched to be seen beside others.
  double true_low = low, true_high = high;

  /// Length of a box.
  double spacing() const { return (high - low) / double(points); }
};

/// Point data on a uniform grid, e.g. a density on (u, w, b) or its marginal on (w, b). All
/// quantities are dimensionless. A flat grid has one point in the third direction, at 0.
struct ImageGrid {
  std::array<ImageAxis, 3> axes;
  /// Point data; entities = product of the axes' points, first axis fastest.
  std::vector<DataField> fields;

  /// The number of points.
  std::size_t n_points() const { return axes[0].points * axes[1].points * axes[2].points; }
};

/// Writes @p grid for ParaView as a `.vti` file (VTK XML, compressed), replacing an older
/// file of that name only when the new one is complete. Field data hold "TimeValue", "AxisNames"
/// and "AxisRanges", the true ends (low, high) of each axis.
///
/// @param path      the file to write; its folder must exist
/// @param grid      axes and fields
/// @param time      training time t, stored exactly
/// @param precision of the field values; the axes and the time are stored in 64 bits
/// @throws RunError naming path and field when an axis is empty or not increasing, a field has the
///         wrong length or a value that is not finite, or the file cannot be written
void write_image_grid(const std::string &path, const ImageGrid &grid, double time,
                      FieldPrecision precision = FieldPrecision::float32);

} // namespace rhoflow
