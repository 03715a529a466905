// SPDX-License-Identifier: Apache-2.0
#include "paraview/network_cloud.h"

#include "network/weight_names.h"
#include "particles/exchange/particle_file.h"
#include "particles/heaviest_neurons.h"
#include "rhoflow/base/errors.h"

namespace rhoflow {

namespace {

/// A cloud without points, with the scalar fields @p names.
ParticleCloud empty_cloud(const std::vector<std::string> &names) {
  ParticleCloud cloud;
  for (const std::string &name : names)
    cloud.fields.push_back({name, 1, {}});
  return cloud;
}

void require_drawable(const ParticleHeader &header) {
  if (header.n_inputs > 2)
    throw RunError("a network with " + std::to_string(header.n_inputs) +
                   " inputs has no picture in three dimensions");
}

} // namespace

ParticleCloud encoder_cloud(const ParticleHeader &header, const ParticleState &state,
                            std::size_t most_per_layer) {
  require_drawable(header);
  const std::size_t d = header.n_inputs, width = 2 * d + 1, n = header.n_neurons();
  const std::vector<std::size_t> shown =
      heaviest_neurons(header.theta_weights.data(), n, most_per_layer);
  ParticleCloud cloud = empty_cloud({"layer", "depth", "weight"});
  const std::vector<std::string> names = weight_names(false, header.n_inputs, NameStyle::indexed);
  for (std::size_t k = 0; d == 2 && k < d; ++k)
    cloud.fields.push_back({names[k], 1, {}});
  for (std::size_t layer = 0; layer < header.n_layers(); ++layer)
    for (const std::size_t m : shown) {
      const double *theta = state.theta.data() + (layer * n + m) * width;
      const double *point = d == 1 ? theta : theta + 2; // behind the outer weights of two inputs
      cloud.points.push_back({point[0], point[1], point[2]});
      cloud.fields[0].values.push_back(double(layer));
      cloud.fields[1].values.push_back(header.depths[layer]);
      cloud.fields[2].values.push_back(header.theta_weights[m]);
      for (std::size_t k = 3; k < cloud.fields.size(); ++k)
        cloud.fields[k].values.push_back(theta[k - 3]);
    }
  return cloud;
}

ParticleCloud head_cloud(const ParticleHeader &header, const ParticleState &state,
                         std::size_t most) {
  require_drawable(header);
  const std::size_t d = header.n_inputs, width = d + 2, n = header.n_head();
  ParticleCloud cloud = empty_cloud({"weight"});
  if (d == 2)
    cloud.fields.push_back({weight_names(true, header.n_inputs).front(), 1, {}});
  for (const std::size_t k : heaviest_neurons(header.omega_weights.data(), n, most)) {
    const double *omega = state.omega.data() + k * width;
    const double *point = d == 1 ? omega : omega + 1;
    cloud.points.push_back({point[0], point[1], point[2]});
    cloud.fields[0].values.push_back(header.omega_weights[k]);
    if (d == 2)
      cloud.fields[1].values.push_back(omega[0]);
  }
  return cloud;
}

} // namespace rhoflow
