#pragma once

#include "vtk/data_field.h"

#include <array>
#include <string>
#include <vector>

namespace rhoflow {

/// Point data on a tensor product of one-dimensional nodes, e.g. a density on (u, w, b) or its
/// marginal on (w, b). All quantities are dimensionless.
struct RectilinearGrid {
  /// Nodes of each axis, strictly increasing; at least one an axis. A two-dimensional grid has one
  /// node in the third axis.
  std::array<std::vector<double>, 3> axes;
  /// What each axis is called, e.g. {"w", "b", "s"}; kept in the file as field data "AxisNames".
  std::array<std::string, 3> axis_names = {"x", "y", "z"};
  /// Point data; entities = product of the axes' lengths, first axis fastest.
  std::vector<DataField> fields;

  /// The number of points (product of the axes' lengths).
  std::size_t n_points() const { return axes[0].size() * axes[1].size() * axes[2].size(); }
};

/// Writes @p grid for ParaView as a `.vtr` file (VTK XML, appended, compressed), replacing an older
/// file of that name only when the new one is complete.
///
/// @param path      the file to write; its folder must exist
/// @param grid      nodes and fields
/// @param time      training time t, stored exactly as field data "TimeValue"
/// @param precision of the field values; nodes and time are stored in 64 bits
/// @throws RunError naming path and field when an axis is empty or not increasing, a field has the
///         wrong length or a value that is not finite, or the file cannot be written
void write_rectilinear_grid(const std::string &path, const RectilinearGrid &grid, double time,
                            FieldPrecision precision = FieldPrecision::float32);

} // namespace rhoflow
