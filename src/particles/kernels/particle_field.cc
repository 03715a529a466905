// SPDX-License-Identifier: Apache-2.0
#include "network/kernels/vector_activations.h"
#include "particles/kernels/fixed_size.h"
#include "particles/kernels/particle_sums.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

namespace {

/// Particles that stay in the cache while all samples visit them.
constexpr std::size_t block_size = 256;

template <typename Function, unsigned int outer, unsigned int features>
void add_sums(const EnsembleLayout &layout, const ParticleRange &range, const double *values,
              const double *weights, const SampleFeatures &samples, double *sums) {
  const Count<outer> n_outer(layout.n_outer);
  const Count<features> d(layout.n_features);
  const std::size_t stride = layout.stride();
  const double *w = values + n_outer * stride, *b = w + d * stride;
  LaneArray<outer> value(n_outer);
  LaneArray<outer * features> slope(n_outer * d);
  for (std::size_t begin = range.begin; begin < range.end; begin += block_size) {
    const std::size_t end = std::min(begin + block_size, range.end);
    for (std::size_t i = 0; i < samples.n_samples; ++i) {
      const double *z = samples.z + i * d;
      std::fill(value.begin(), value.end(), Lanes{});
      std::fill(slope.begin(), slope.end(), Lanes{});
      for (std::size_t m = begin; m < end; m += lane_count) {
        Lanes argument = load(b + m);
        for (unsigned int l = 0; l < d; ++l)
          argument += z[l] * load(w + l * stride + m);
        const ActivationLanes at = Function::evaluate(argument);
        const Lanes q = load(weights + m);
        for (unsigned int k = 0; k < n_outer; ++k) {
          const Lanes qu = q * load(values + k * stride + m), bump = qu * at.derivative;
          value[k] += qu * at.value;
          for (unsigned int l = 0; l < d; ++l)
            slope[k * d + l] += bump * load(w + l * stride + m);
        }
      }
      double *at_sample = sums + i * layout.n_sums();
      for (unsigned int k = 0; k < n_outer; ++k) {
        at_sample[k] += sum(value[k]);
        for (unsigned int l = 0; l < d; ++l)
          at_sample[n_outer + k * d + l] += sum(slope[k * d + l]);
      }
    }
  }
}

} // namespace

void add_particle_sums(Activation activation, const EnsembleLayout &layout,
                       const ParticleRange &range, const double *values, const double *weights,
                       const SampleFeatures &samples, double *sums) {
  RHOFLOW_PRECONDITION(range.fits(layout), "the range is one of the layout");
  with_vector_activation(activation, [&](auto function) {
    with_sizes(layout.n_outer, layout.n_features, [&](auto outer, auto features) {
      add_sums<decltype(function), decltype(outer)::value, decltype(features)::value>(
          layout, range, values, weights, samples, sums);
    });
  });
}

} // namespace rhoflow
