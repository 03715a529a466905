// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "particles/particles.h"
#include "rhoflow/density/weights_parameters.h"
#include "rhoflow/particles/particle_parameters.h"

#include <cstddef>

namespace rhoflow {

/// Particles of the start that section `Weights` describes for the densities: mean plus deviation
/// times standard normal points, chosen as section `Particles` says. Of a mixture of Gaussians the
/// random starts draw a component for every particle by its share of the mass; the quadrature has
/// the points of every component, with weights times the component's share.
///
/// @param n_layers L @param dimension d @param trained_head whether there are head neurons
/// @throws InputError for a start that is none, or too many quadrature points
Particles make_particles(const ParticleParameters &parameters, const WeightsParameters &weights,
                         std::size_t n_layers, unsigned int dimension, bool trained_head);

/// Neurons per layer and of the head, without making them.
struct ParticleCounts {
  std::size_t layer = 0, head = 0;
};
/// @throws InputError as make_particles() does
ParticleCounts count_particles(const ParticleParameters &parameters,
                               const WeightsParameters &weights, unsigned int dimension,
                               bool trained_head);

} // namespace rhoflow
