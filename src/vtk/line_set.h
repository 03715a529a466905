// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vtk/data_field.h"

#include <array>
#include <string>
#include <vector>

namespace rhoflow {

/// Polylines with data, e.g. the trajectories Z(s; x_i) or the adjoints p(s; x_i) over depth s, one
/// line a sample, coloured by the label y_i. All quantities are dimensionless.
struct LineSet {
  /// lines[l][k]: point k of line l; at least two points a line, finite.
  std::vector<std::vector<std::array<double, 3>>> lines;
  /// One entry a point, line after line in the order of `lines`.
  std::vector<DataField> point_fields;
  /// One entry a line.
  std::vector<DataField> line_fields;

  /// The number of points of all lines together.
  std::size_t n_points() const;
};

/// Writes @p lines for ParaView as a `.vtp` file (VTK XML, compressed), replacing an
/// older file of that name only when the new one is complete.
///
/// @param path      the file to write; its folder must exist
/// @param lines     points and fields
/// @param time      training time t, stored exactly as field data "TimeValue"
/// @param precision of the field values; points and time are stored in 64 bits
/// @throws RunError naming path and field when a line is too short, a value is not finite, a field
///         has the wrong length, or the file cannot be written
void write_line_set(const std::string &path, const LineSet &lines, double time,
                    FieldPrecision precision = FieldPrecision::float32);

} // namespace rhoflow
