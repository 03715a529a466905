// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "particles/exchange/particle_file.h"
#include "particles/particle_network.h"
#include "particles/particles.h"

#include <vector>

namespace rhoflow {

/// A finite network as a particle file holds it at one training time, ready to be evaluated.
struct ImportedNetwork {
  ParticleNetwork network;
  Particles particles;

  /// Predictions f(x) for @p inputs, [sample][component].
  std::vector<double> predict(const std::vector<double> &inputs) const {
    return network.predict(particles, particles.values, inputs);
  }
};

/// Whether the layers are those of a DepthGrid: equal layers, or Gauss points in equal intervals.
bool can_be_evaluated(const ParticleHeader &header);

/// The inverse of export_header() and export_state(), for files of any program.
/// @pre time_index < reader.n_times()
/// @throws InputError naming the file if its layers cannot be evaluated, or as
///         ParticleReader::read() does
ImportedNetwork import_network(const ParticleReader &reader, std::size_t time_index);

/// The same for weights that were read before, or others of the same sizes.
ImportedNetwork import_network(const ParticleReader &reader, const ParticleState &state);

} // namespace rhoflow
