// SPDX-License-Identifier: Apache-2.0
#include "vtk/data_field.h"

#include "rhoflow/base/errors.h"

#include <cmath>
#include <limits>

namespace rhoflow {

void check_field(const DataField &field, std::size_t entities, FieldPrecision precision,
                 const std::string &path) {
  const std::string where = "cannot write '" + path + "': field '" + field.name + "' ";
  if (field.name.empty())
    throw RunError("cannot write '" + path + "': a field has no name");
  if (field.components != 1 && field.components != 3)
    throw RunError(where + "has " + std::to_string(field.components) +
                   " components; 1 or 3 are possible");
  const std::size_t expected = entities * field.components;
  if (field.values.size() != expected)
    throw RunError(where + "has " + std::to_string(field.values.size()) + " values, not " +
                   std::to_string(expected));

  // Infinity compares greater than either bound; nan fails every comparison.
  const double largest = precision == FieldPrecision::float32
                             ? static_cast<double>(std::numeric_limits<float>::max())
                             : std::numeric_limits<double>::max();
  for (std::size_t i = 0; i < expected; ++i)
    if (!(std::abs(field.values[i]) <= largest))
      throw RunError(where + "is not finite at entry " + std::to_string(i / field.components) +
                     " (value " + std::to_string(field.values[i]) + ")");
}

} // namespace rhoflow
