// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace rhoflow {

/// Features of all samples at the depth nodes, with the vector field there.
/// All arrays are [depth node][sample][component], the derivative with one more index.
struct Trajectory {
  std::size_t n_nodes = 0, n_samples = 0;
  unsigned int dimension = 1;         ///< d
  std::size_t first_sample = 0;       ///< number of the first one among all the data
  std::vector<double> features;       ///< Z_j,i
  std::vector<double> field;          ///< F_j(Z_j,i)
  std::vector<double> derivative;     ///< dF_j,k / dz_l at Z_j,i: [..][k][l]
  std::vector<double> final_features; ///< Z(1; x_i): [sample][component]

  Trajectory() = default;
  Trajectory(std::size_t depth_nodes, std::size_t samples, unsigned int components)
      : n_nodes(depth_nodes), n_samples(samples), dimension(components),
        features(n_nodes * n_samples * dimension), field(features.size()),
        derivative(features.size() * dimension), final_features(n_samples * dimension) {}

  std::size_t index(std::size_t node, std::size_t sample) const {
    return (node * n_samples + sample) * dimension;
  }
};

/// Adjoint states: p_j,i at the depth nodes, the same layout, and at both ends of the depth.
struct Adjoint {
  std::vector<double> states;  ///< [depth node][sample][component]
  std::vector<double> initial; ///< p(0): [sample][component]
};

} // namespace rhoflow
