#pragma once

#include "rhoflow/io/data_field.h"

#include <array>
#include <string>
#include <vector>

namespace rhoflow {

struct ParticleHeader;
struct ParticleState;

/// Points with data, the weights of a finite network. All quantities are dimensionless.
struct ParticleCloud {
  std::vector<std::array<double, 3>> points;
  std::vector<DataField> fields; ///< one entry a point
};

/// The neurons of all layers of a network with one or two inputs, layer after layer.
/// One input: points (u, w, b), fields layer, depth, weight. Two: points (w_1, w_2, b), also the
/// fields u_1 and u_2.
/// @param most_per_layer  of each layer so many neurons, see heaviest_neurons(); 0: all
/// @throws RunError for more than two inputs
ParticleCloud encoder_cloud(const ParticleHeader &header, const ParticleState &state,
                            std::size_t most_per_layer = 0);

/// The neurons of a trained head: points (a, w, b) with the field weight, or for two inputs
/// (w_1, w_2, b) with the fields weight and a.
ParticleCloud head_cloud(const ParticleHeader &header, const ParticleState &state,
                         std::size_t most = 0);

/// Writes @p cloud for ParaView as a `.vtp` file of vertices (VTK XML, appended, compressed),
/// replacing an older file of that name only when the new one is complete.
/// @param time training time t, stored exactly as field data "TimeValue"
/// @throws RunError naming path and field when a value is not finite, a field has the wrong length,
///         or the file cannot be written
void write_particle_cloud(const std::string &path, const ParticleCloud &cloud, double time,
                          FieldPrecision precision = FieldPrecision::float32);

} // namespace rhoflow
