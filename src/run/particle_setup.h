// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "particles/particle_training.h"
#include "rhoflow/data/data_set.h"
#include "rhoflow/run/parameters.h"

#include <cstdint>
#include <string>

namespace rhoflow {

/// Sizes of a run with a finite network, known before anything large is allocated.
struct ParticleRunSize {
  std::uint64_t layers = 0, neurons = 0, head_neurons = 0;
  std::uint64_t weights = 0; ///< numbers that are trained
  std::uint64_t memory = 0;  ///< bytes of the whole run, estimated
  std::uint64_t file = 0;    ///< bytes of particles.h5
  std::uint64_t clouds = 0;  ///< bytes of the point clouds for ParaView, estimated
};

/// @throws InputError if the start is impossible
ParticleRunSize estimate_particle_size(const Parameters &parameters, const DataSet &data);

/// The size as lines for people.
std::string describe_particle_size(const ParticleRunSize &size);

/// Builds network, start and rule of training. @throws InputError if the start is impossible
ParticleTraining make_training(const Parameters &parameters, const DataSet &data);

} // namespace rhoflow
