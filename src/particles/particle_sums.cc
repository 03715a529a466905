// SPDX-License-Identifier: Apache-2.0
#include "particles/kernels/particle_sums.h"
#include "base/parallel_loop.h"
#include "particles/particle_network.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

namespace {

constexpr std::size_t samples_per_task = 16;
/// About as many tasks an ensemble are made, out of its particles where the samples are few.
constexpr std::size_t wanted_tasks = 64;
constexpr std::size_t least_particles = 512;

std::size_t quotient_rounded_up(std::size_t a, std::size_t b) {
  return (a + b - 1) / b;
}

} // namespace

std::vector<double> particle_sums(Activation activation, const ParticleEnsemble &ensemble,
                                  const std::vector<const double *> &values,
                                  const std::vector<const double *> &features,
                                  std::size_t n_samples) {
  RHOFLOW_PRECONDITION(values.size() == features.size(), "features for every ensemble");
  RHOFLOW_PRECONDITION(ensemble.weights.size() == ensemble.layout.stride(),
                       "a weight for every particle");
  RHOFLOW_PRECONDITION(n_samples > 0, "there is a sample");
  const EnsembleLayout &layout = ensemble.layout;
  const std::size_t n_sums = layout.n_sums(), n_particles = layout.stride();
  const std::size_t chunks = quotient_rounded_up(n_samples, samples_per_task);
  const std::size_t wanted_parts = std::max<std::size_t>(wanted_tasks / chunks, 1);
  const std::size_t part_size =
      padded(std::max(quotient_rounded_up(n_particles, wanted_parts), least_particles));
  const std::size_t parts = quotient_rounded_up(n_particles, part_size);

  const std::size_t size = n_samples * n_sums; // results of one ensemble
  std::vector<double> partial(values.size() * parts * size, 0.);
  parallel_for(values.size() * parts * chunks, [&](std::size_t task) {
    const std::size_t chunk = task % chunks, part = task / chunks % parts,
                      k = task / chunks / parts;
    const std::size_t first = chunk * samples_per_task,
                      count = std::min(samples_per_task, n_samples - first);
    const ParticleRange range{part * part_size, std::min((part + 1) * part_size, n_particles)};
    add_particle_sums(activation, layout, range, values[k], ensemble.weights.data(),
                      {features[k] + first * layout.n_features, count},
                      partial.data() + (k * parts + part) * size + first * n_sums);
  });
  std::vector<double> result(values.size() * size, 0.);
  for (std::size_t k = 0; k < values.size(); ++k)
    for (std::size_t part = 0; part < parts; ++part)
      for (std::size_t i = 0; i < size; ++i)
        result[k * size + i] += partial[(k * parts + part) * size + i];
  return result;
}

} // namespace rhoflow
