// SPDX-License-Identifier: Apache-2.0
#include "particles/particle_start.h"

#include "sampling/normal_points.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

namespace {

/// No layer has this number.
constexpr std::uint32_t head_stream = ~std::uint32_t(0);

GaussianMixture mixture_of(const WeightsParameters &weights, bool head, unsigned int dimension) {
  return weights.start(head, head ? 1 : dimension, dimension + 1);
}

/// Normalised shares of the mass, summed up.
std::vector<double> cumulative_shares(const GaussianMixture &mixture) {
  std::vector<double> shares;
  double total = 0.;
  for (const GaussianComponent &component : mixture)
    shares.push_back(total += component.weight);
  for (double &share : shares)
    share /= total;
  return shares;
}

/// The component of @p mixture for each number on (0, 1).
std::vector<std::size_t> choose_components(const GaussianMixture &mixture,
                                           const std::vector<double> &choice) {
  const std::vector<double> shares = cumulative_shares(mixture);
  std::vector<std::size_t> components;
  components.reserve(choice.size());
  for (const double u : choice) {
    const auto place = std::upper_bound(shares.begin(), shares.end() - 1, u);
    components.push_back(std::size_t(place - shares.begin()));
  }
  return components;
}

class Starter {
public:
  Starter(const ParticleParameters &parameters, const WeightsParameters &weights,
          unsigned int dimension)
      : parameters_(parameters), weights_(weights), dimension_(dimension) {}

  /// The ensemble of a layer or the head; with its values, if it is a quadrature.
  QuadraturePoints ensemble(bool head) const {
    const unsigned int n_outer = head ? 1 : dimension_;
    if (parameters_.start == ParticleStartType::quadrature)
      return mixture_points(quadrature_points(parameters_.outer_quadrature_points,
                                              parameters_.quadrature_points,
                                              parameters_.smallest_weight, n_outer, dimension_),
                            mixture_of(weights_, head, dimension_));
    QuadraturePoints points;
    const std::size_t n = head ? parameters_.n_head_neurons() : parameters_.neurons;
    points.ensemble = {{n_outer, dimension_, n}, equal_weights(n)};
    return points;
  }

  /// The values of layer @p stream or the head.
  AlignedVector values(const QuadraturePoints &points, bool head, std::uint32_t stream) const {
    if (parameters_.start == ParticleStartType::quadrature)
      return points.values;
    const EnsembleLayout &layout = points.ensemble.layout;
    const GaussianMixture mixture = mixture_of(weights_, head, dimension_);
    AlignedVector result;
    std::vector<double> choice;
    const auto fill = parameters_.start == ParticleStartType::sobol ? fill_sobol : fill_random;
    fill(parameters_.seed, stream, layout, result, mixture.size() > 1 ? &choice : nullptr);
    if (mixture.size() == 1) {
      move_to(mixture.front(), layout, 0, layout.n_particles, result);
      return result;
    }
    const std::vector<std::size_t> components = choose_components(mixture, choice);
    for (std::size_t m = 0; m < components.size(); ++m)
      move_to(mixture[components[m]], layout, m, m + 1, result);
    return result;
  }

private:
  const ParticleParameters &parameters_;
  const WeightsParameters &weights_;
  unsigned int dimension_;
};

} // namespace

Particles make_particles(const ParticleParameters &parameters, const WeightsParameters &weights,
                         std::size_t n_layers, unsigned int dimension, bool trained_head) {
  const Starter starter(parameters, weights, dimension);
  const bool differ =
      parameters.start == ParticleStartType::random || parameters.start == ParticleStartType::sobol;
  Particles particles;
  particles.n_layers = n_layers;
  {
    const QuadraturePoints points = starter.ensemble(false);
    particles.layer = points.ensemble;
    for (std::size_t l = 0; l < n_layers; ++l)
      particles.values.push_back(l == 0 || differ ? starter.values(points, false, std::uint32_t(l))
                                                  : particles.values.front());
  }
  if (trained_head) {
    const QuadraturePoints points = starter.ensemble(true);
    particles.head = points.ensemble;
    particles.values.push_back(starter.values(points, true, head_stream));
  }
  return particles;
}

ParticleCounts count_particles(const ParticleParameters &parameters,
                               const WeightsParameters &weights, unsigned int dimension,
                               bool trained_head) {
  // Counting draws nothing, yet refuses what make_particles() does.
  mixture_of(weights, false, dimension);
  if (trained_head)
    mixture_of(weights, true, dimension);
  if (parameters.start != ParticleStartType::quadrature)
    return {parameters.neurons, trained_head ? parameters.n_head_neurons() : 0};
  const Starter starter(parameters, weights, dimension);
  return {starter.ensemble(false).ensemble.layout.n_particles,
          trained_head ? starter.ensemble(true).ensemble.layout.n_particles : 0};
}

} // namespace rhoflow
