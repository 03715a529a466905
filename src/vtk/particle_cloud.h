// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vtk/data_field.h"

#include <array>
#include <string>
#include <vector>

namespace rhoflow {

/// Points with data, the weights of a finite network. All quantities are dimensionless.
struct ParticleCloud {
  std::vector<std::array<double, 3>> points;
  std::vector<DataField> fields; ///< one entry a point
};

/// Writes @p cloud for ParaView as a `.vtp` file of vertices (VTK XML, compressed),
/// replacing an older file of that name only when the new one is complete.
/// @param time training time t, stored exactly as field data "TimeValue"
/// @throws RunError naming path and field when a value is not finite, a field has the wrong length,
///         or the file cannot be written
void write_particle_cloud(const std::string &path, const ParticleCloud &cloud, double time,
                          FieldPrecision precision = FieldPrecision::float32);

} // namespace rhoflow
