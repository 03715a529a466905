// SPDX-License-Identifier: Apache-2.0
#include "network/kernels/vector_activations.h"
#include "particles/kernels/fixed_size.h"
#include "particles/kernels/particle_sums.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

namespace {

/// Samples that stay in the cache while all particles of a range visit them.
constexpr std::size_t block_size = 256;

template <bool with_laplacian, typename Function, unsigned int outer, unsigned int features>
void gradient_of(const EnsembleLayout &layout, const ParticleRange &range, const double *values,
                 const SampleFeatures &samples, const double *coefficients, double *gradient,
                 double *laplacian) {
  const Count<outer> n_outer(layout.n_outer);
  const Count<features> d(layout.n_features);
  const std::size_t stride = layout.stride(), size = range.size();
  std::fill(gradient, gradient + layout.n_components() * size, 0.);
  if constexpr (with_laplacian)
    std::fill(laplacian, laplacian + size, 0.);
  LaneArray<outer> u(n_outer), by_u(n_outer);
  LaneArray<features> w(d), by_w(d);
  for (std::size_t begin = 0; begin < samples.n_samples; begin += block_size) {
    const std::size_t end = std::min(begin + block_size, samples.n_samples);
    for (std::size_t m = 0; m < size; m += lane_count) {
      const double *particle = values + range.begin + m;
      double *result = gradient + m;
      for (unsigned int k = 0; k < n_outer; ++k) {
        u[k] = load(particle + k * stride);
        by_u[k] = load(result + k * size);
      }
      for (unsigned int l = 0; l < d; ++l) {
        w[l] = load(particle + (n_outer + l) * stride);
        by_w[l] = load(result + (n_outer + l) * size);
      }
      const Lanes b = load(particle + (n_outer + d) * stride);
      Lanes by_b = load(result + (n_outer + d) * size), curvature{};
      for (std::size_t i = begin; i < end; ++i) {
        const double *z = samples.z + i * d, *c = coefficients + i * n_outer;
        Lanes argument = b;
        for (unsigned int l = 0; l < d; ++l)
          argument += z[l] * w[l];
        const ActivationLanes at = Function::evaluate(argument);
        Lanes outer_sum{};
        for (unsigned int k = 0; k < n_outer; ++k) {
          by_u[k] += c[k] * at.value;
          outer_sum += c[k] * u[k];
        }
        const Lanes bump = outer_sum * at.derivative;
        by_b += bump;
        for (unsigned int l = 0; l < d; ++l)
          by_w[l] += z[l] * bump;
        if constexpr (with_laplacian) {
          double square = 1.;
          for (unsigned int l = 0; l < d; ++l)
            square += z[l] * z[l];
          curvature += square * (outer_sum * Function::second_derivative(argument, at));
        }
      }
      for (unsigned int k = 0; k < n_outer; ++k)
        store(result + k * size, by_u[k]);
      for (unsigned int l = 0; l < d; ++l)
        store(result + (n_outer + l) * size, by_w[l]);
      store(result + (n_outer + d) * size, by_b);
      if constexpr (with_laplacian)
        store(laplacian + m, load(laplacian + m) + curvature);
    }
  }
}

} // namespace

void particle_gradient(Activation activation, const EnsembleLayout &layout,
                       const ParticleRange &range, const double *values,
                       const SampleFeatures &samples, const double *coefficients, double *gradient,
                       double *laplacian) {
  RHOFLOW_PRECONDITION(range.fits(layout), "the range is one of the layout");
  with_vector_activation(activation, [&](auto function) {
    with_sizes(layout.n_outer, layout.n_features, [&](auto outer, auto features) {
      constexpr unsigned int n_outer = decltype(outer)::value, d = decltype(features)::value;
      if (laplacian == nullptr)
        gradient_of<false, decltype(function), n_outer, d>(layout, range, values, samples,
                                                           coefficients, gradient, nullptr);
      else
        gradient_of<true, decltype(function), n_outer, d>(layout, range, values, samples,
                                                          coefficients, gradient, laplacian);
    });
  });
}

} // namespace rhoflow
