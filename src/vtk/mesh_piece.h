// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vtk/data_field.h"

#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace rhoflow {

/// The elements of one density that one process works on, for ParaView: boxes in two or three
/// dimensions, with values at their tensor-product nodes. Elements share no points, so that fields
/// may jump between them.
struct MeshPiece {
  unsigned int dimension = 2; ///< 2 or 3
  unsigned int degree = 1;    ///< p: every element is drawn as p^dimension cells
  unsigned int process = 0;   ///< stored for every cell as `process`
  std::array<std::string, 3> axis_names;
  /// (p + 1)^dimension per element, the first coordinate fastest; finite, unused coordinates zero.
  std::vector<std::array<double, 3>> points;
  std::vector<DataField> point_fields;
};

/// Writes @p piece as a `.vtu` file (VTK XML, compressed, all values in 64 bits),
/// replacing an older file of that name only when the new one is complete.
///
/// @param time  training time t, stored as field data "TimeValue"
/// @throws RunError naming the path when points do not fill elements or are not finite, a field is
///         bad (see check_field()), or the file cannot be written
void write_mesh_piece(const std::string &path, const MeshPiece &piece, double time);

/// Writes the `.pvtu` record that joins pieces to one mesh.
///
/// @param pieces  the files of write_mesh_piece(), relative to the folder of @p path
/// @param fields  name and number of components of every point field
/// @throws RunError naming the path if it cannot be written
void write_mesh_record(const std::string &path, const std::vector<std::string> &pieces,
                       const std::vector<std::pair<std::string, std::size_t>> &fields);

} // namespace rhoflow
