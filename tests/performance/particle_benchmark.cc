// SPDX-License-Identifier: Apache-2.0
// The loops over particles, without structure that could be exploited: per sample and particle one
// evaluation of the activation with its derivative. Compare with the plain loops of the network
// integrals, which do the same work.

#include "benchmarks.h"

#include "particles/kernels/particle_sums.h"
#include "rhoflow/base/aligned_vector.h"

#include <cmath>
#include <vector>

namespace rhoflow {

namespace {

struct ParticleProblem {
  explicit ParticleProblem(unsigned int d) : layout{d, d, 4096} {
    for (std::size_t i = 0; i < layout.n_values(); ++i)
      values.push_back(2. * std::sin(double(i)));
    weights.assign(layout.stride(), 1. / double(layout.n_particles));
    for (std::size_t i = 0; i < n_samples * d; ++i)
      features.push_back(-1. + 2. * (double(i) + 0.5) / double(n_samples * d));
    sums.assign(n_samples * layout.n_sums(), 0.);
    gradient.assign(layout.n_components() * range_size, 0.);
  }

  double evaluations() const { return double(n_samples) * double(layout.n_particles); }

  static constexpr std::size_t n_samples = 16, range_size = 256;
  EnsembleLayout layout;
  AlignedVector values, weights, gradient;
  std::vector<double> features, sums;
};

void particle_field(benchmark::State &state, Activation activation, unsigned int d) {
  ParticleProblem problem(d);
  for (auto _ : state) {
    add_particle_sums(activation, problem.layout, {0, problem.layout.stride()},
                      problem.values.data(), problem.weights.data(),
                      {problem.features.data(), problem.n_samples}, problem.sums.data());
    benchmark::ClobberMemory();
  }
  set_rate(state, problem.evaluations());
}

void particle_slope(benchmark::State &state, Activation activation, unsigned int d,
                    bool with_laplacian) {
  ParticleProblem problem(d);
  AlignedVector laplacian(problem.range_size);
  for (auto _ : state) {
    for (std::size_t begin = 0; begin < problem.layout.stride(); begin += problem.range_size)
      particle_gradient(activation, problem.layout, {begin, begin + problem.range_size},
                        problem.values.data(), {problem.features.data(), problem.n_samples},
                        problem.features.data(), problem.gradient.data(),
                        with_laplacian ? laplacian.data() : nullptr);
    benchmark::ClobberMemory();
  }
  set_rate(state, problem.evaluations());
}

} // namespace

void register_particle_benchmarks() {
  for (const Activation activation : test::varying_activations())
    for (const unsigned int d : {1u, 2u}) {
      register_rate(network_name("particle_sums", activation, d),
                    [=](benchmark::State &state) { particle_field(state, activation, d); });
      register_rate(network_name("particle_gradient", activation, d),
                    [=](benchmark::State &state) { particle_slope(state, activation, d, false); });
      register_rate(network_name("particle_laplacian", activation, d),
                    [=](benchmark::State &state) { particle_slope(state, activation, d, true); });
    }
}

} // namespace rhoflow
