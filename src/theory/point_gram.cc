// SPDX-License-Identifier: Apache-2.0
#include "theory/point_gram.h"

#include "base/parallel_loop.h"
#include "rhoflow/base/precondition.h"
#include "theory/kernels/gram_sums.h"
#include "theory/pooled_state.h"

#include <algorithm>
#include <utility>

namespace rhoflow {

namespace {

/// Every ensemble is cut into so many pieces, each with a matrix of its own.
constexpr std::size_t pieces_per_ensemble = 8;

/// p_i at depth node @p k, or ones for the head: [sample][outer weight].
std::vector<double> adjoint_of(const ParticleTraining &training, const SampleState &state,
                               std::size_t k) {
  const std::size_t n = training.data().size();
  if (k >= training.particles().n_layers)
    return std::vector<double>(n, 1.);
  const auto first = state.adjoint.states.begin() + std::ptrdiff_t(state.trajectory.index(k, 0));
  return {first, first + std::ptrdiff_t(n * state.trajectory.dimension)};
}

/// The matrix of one density, with features and adjoints of @p state.
std::vector<double> gram_of(const ParticleTraining &training, const SampleState &state,
                            std::size_t k) {
  const Particles &particles = training.particles();
  const ParticleEnsemble &ensemble = particles.ensemble(k);
  const std::size_t n = training.data().size(), n_points = ensemble.layout.stride();
  const std::size_t size = padded((n_points + pieces_per_ensemble - 1) / pieces_per_ensemble);
  const std::vector<double> adjoint = adjoint_of(training, state, k);
  std::vector<std::vector<double>> parts(pieces_per_ensemble, std::vector<double>(n * n, 0.));
  parallel_for(pieces_per_ensemble, [&](std::size_t piece) {
    const ParticleRange range{std::min(piece * size, n_points),
                              std::min((piece + 1) * size, n_points)};
    add_gram_sums(training.network().parameters().activation, ensemble.layout, range,
                  particles.values[k].data(), ensemble.weights.data(),
                  {ParticleNetwork::features(state, k), n}, adjoint.data(), parts[piece].data());
  });
  std::vector<double> gram(n * n, 0.);
  for (const std::vector<double> &part : parts)
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j <= i; ++j)
        gram[i * n + j] += part[i * n + j];
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j)
      gram[j * n + i] = gram[i * n + j];
  return gram;
}

GramMatrices gram_at(const ParticleTraining &training, const SampleState &state) {
  const std::size_t n = training.data().size();
  GramMatrices gram{n, std::vector<double>(n * n, 0.), std::vector<double>(n * n, 0.)};
  const std::vector<double> &depth_weights = training.network().depth().weights();
  for (std::size_t k = 0; k < depth_weights.size(); ++k) {
    const std::vector<double> own = gram_of(training, state, k);
    for (std::size_t i = 0; i < own.size(); ++i)
      gram.encoder[i] += depth_weights[k] * own[i];
  }
  if (training.particles().head)
    gram.head = gram_of(training, state, training.particles().n_layers);
  return gram;
}

} // namespace

GramMatrices particle_gram_matrices(const ParticleTraining &training) {
  return gram_at(training, training.state());
}

PooledGram pooled_gram(const PointTraining &training) {
  const SampleState state = mean_state(training);
  ArrayList means = mean_arrays(training, [&](const ParticleTraining &shift) {
    GramMatrices gram = gram_at(shift, state);
    return ArrayList{std::move(gram.encoder), std::move(gram.head)};
  });
  return {{training.data().size(), std::move(means[0]), std::move(means[1])}, state.residuals};
}

} // namespace rhoflow
