// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace rhoflow {

/// A named array over the points or the cells of something that is written for ParaView.
struct DataField {
  std::string name;           ///< as shown in ParaView; not empty, unique within its file
  std::size_t components = 1; ///< 1 (scalar) or 3 (vector)
  std::vector<double> values; ///< components x entities, the component fastest; finite
};

/// The type in which field values are stored. Coordinates and times are always 64 bits wide.
enum class FieldPrecision {
  float32, ///< 7 digits; half the size
  float64  ///< exact
};

/// Checks name, number of components, length and finiteness of @p field.
///
/// @param field     the array to check
/// @param entities  number of points or cells it must cover
/// @param precision values must be finite in this type as well
/// @param path      the file it is meant for, named in the message
/// @throws RunError naming path and field at the first violation
void check_field(const DataField &field, std::size_t entities, FieldPrecision precision,
                 const std::string &path);

} // namespace rhoflow
