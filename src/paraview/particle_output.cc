// SPDX-License-Identifier: Apache-2.0
#include "paraview/particle_output.h"

#include "paraview/network_cloud.h"
#include "paraview/trajectory_lines.h"
#include "particles/exchange/particle_export.h"
#include "rhoflow/base/precondition.h"

namespace rhoflow {

void ParticleOutput::write(const ParticleTraining &training) {
  RHOFLOW_PRECONDITION(shows(header_.n_inputs), "the inputs are points of a plane");
  const ParticleState state = export_state(training);
  const double time = training.time();
  series_.write("particles_encoder", encoder_cloud(header_, state, most_neurons_), time);
  if (header_.trained_head)
    series_.write("particles_head", head_cloud(header_, state, most_neurons_), time);
  const ParticleNetwork &network = training.network();
  series_.write("trajectories", trajectory_lines(network.data(), network.depth(), training.state()),
                time);
  series_.finish_time();
}

std::size_t cloud_point_bytes(unsigned int dimension) {
  return dimension == 1 ? 30 : 38;
}

} // namespace rhoflow
