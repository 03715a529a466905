// SPDX-License-Identifier: Apache-2.0
#include "theory/kernels/gram_sums.h"

#include "network/kernels/vector_activations.h"
#include "rhoflow/base/aligned_vector.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

namespace {

/// Points whose tables, two numbers per sample, stay in the cache.
constexpr std::size_t block_points = 64;

/// sigma_i and (p_i.u) sigma'_i of some points, [sample][point].
struct GramTables {
  AlignedVector value, slope;
};

template <typename Function>
void fill_tables(const EnsembleLayout &layout, const ParticleRange &block, const double *values,
                 const SampleFeatures &samples, const double *adjoint, GramTables &tables) {
  const unsigned int n_outer = layout.n_outer, d = layout.n_features;
  const std::size_t stride = layout.stride();
  for (std::size_t i = 0; i < samples.n_samples; ++i) {
    const double *z = samples.z + i * d, *p = adjoint + i * n_outer;
    for (std::size_t m = block.begin; m < block.end; m += lane_count) {
      Lanes argument = load(values + (n_outer + d) * stride + m), outer{};
      for (unsigned int l = 0; l < d; ++l)
        argument += z[l] * load(values + (n_outer + l) * stride + m);
      for (unsigned int k = 0; k < n_outer; ++k)
        outer += p[k] * load(values + k * stride + m);
      const ActivationLanes at = Function::evaluate(argument);
      const std::size_t place = i * block_points + m - block.begin;
      store(tables.value.data() + place, at.value);
      store(tables.slope.data() + place, outer * at.derivative);
    }
  }
}

double inner_product(const double *a, const double *b, unsigned int n) {
  double sum = 0.;
  for (unsigned int k = 0; k < n; ++k)
    sum += a[k] * b[k];
  return sum;
}

void add_products(const EnsembleLayout &layout, const ParticleRange &block, const double *weights,
                  const SampleFeatures &samples, const double *adjoint, const GramTables &tables,
                  double *gram) {
  const unsigned int n_outer = layout.n_outer, d = layout.n_features;
  for (std::size_t i = 0; i < samples.n_samples; ++i) {
    const double *value_i = tables.value.data() + i * block_points,
                 *slope_i = tables.slope.data() + i * block_points;
    for (std::size_t j = 0; j <= i; ++j) {
      const double *value_j = tables.value.data() + j * block_points,
                   *slope_j = tables.slope.data() + j * block_points;
      Lanes values{}, slopes{};
      for (std::size_t m = 0; m < block.size(); m += lane_count) {
        const Lanes q = load(weights + block.begin + m);
        values += q * load(value_i + m) * load(value_j + m);
        slopes += q * load(slope_i + m) * load(slope_j + m);
      }
      gram[i * samples.n_samples + j] +=
          inner_product(adjoint + i * n_outer, adjoint + j * n_outer, n_outer) * sum(values) +
          (inner_product(samples.z + i * d, samples.z + j * d, d) + 1.) * sum(slopes);
    }
  }
}

} // namespace

void add_gram_sums(Activation activation, const EnsembleLayout &layout, const ParticleRange &range,
                   const double *values, const double *weights, const SampleFeatures &samples,
                   const double *adjoint, double *gram) {
  RHOFLOW_PRECONDITION(range.fits(layout), "the range is one of the layout");
  GramTables tables{AlignedVector(samples.n_samples * block_points),
                    AlignedVector(samples.n_samples * block_points)};
  with_vector_activation(activation, [&](auto function) {
    for (std::size_t begin = range.begin; begin < range.end; begin += block_points) {
      const ParticleRange block{begin, std::min(begin + block_points, range.end)};
      fill_tables<decltype(function)>(layout, block, values, samples, adjoint, tables);
      add_products(layout, block, weights, samples, adjoint, tables, gram);
    }
  });
}

} // namespace rhoflow
