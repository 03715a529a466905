// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "particles/exchange/particle_file.h"
#include "particles/particle_training.h"

namespace rhoflow {

/// The header of the particle file of a training run. @param rule of its depth grid
/// @param points_per_interval nodes per interval of the rule gauss
ParticleHeader export_header(const ParticleTraining &training, DepthRule rule,
                             unsigned int points_per_interval);

/// The present state in the order of the particle file: neuron by neuron.
ParticleState export_state(const ParticleTraining &training);

} // namespace rhoflow
