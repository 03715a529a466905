// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vtk/particle_cloud.h"

#include <cstddef>

namespace rhoflow {

struct ParticleHeader;
struct ParticleState;

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

} // namespace rhoflow
