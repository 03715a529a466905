#include "rhoflow/particles/particle_start.h"

#include "rhoflow/base/exit_status.h"
#include "rhoflow/particles/starts/normal_points.h"

#include <cmath>

namespace rhoflow {

namespace {

/// No layer has this number.
constexpr std::uint32_t head_stream = ~std::uint32_t(0);

GaussianComponent gaussian_of(const WeightsParameters &weights, bool head, unsigned int dimension) {
  const GaussianMixture mixture = weights.start(head, head ? 1 : dimension, dimension + 1);
  if (mixture.size() != 1)
    throw InputError("Weights/Initial density = gaussian mixture: particles start from one "
                     "Gaussian; use gaussian");
  return mixture.front();
}

/// mean + deviation x for all particles; the padding stays zero.
void move_to(const GaussianComponent &gaussian, const EnsembleLayout &layout,
             AlignedVector &values) {
  for (unsigned int k = 0; k < layout.n_components(); ++k)
    for (std::size_t m = 0; m < layout.n_particles; ++m) {
      double &x = values[k * layout.stride() + m];
      x = gaussian.mean[k] + std::sqrt(gaussian.variance[k]) * x;
    }
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
      return quadrature_points(parameters_.outer_quadrature_points, parameters_.quadrature_points,
                               parameters_.smallest_weight, n_outer, dimension_);
    QuadraturePoints points;
    const std::size_t n = head ? parameters_.n_head_neurons() : parameters_.neurons;
    points.ensemble = {{n_outer, dimension_, n}, equal_weights(n)};
    return points;
  }

  /// The values of layer @p stream or the head.
  AlignedVector values(const QuadraturePoints &points, bool head, std::uint32_t stream) const {
    const EnsembleLayout &layout = points.ensemble.layout;
    AlignedVector result = points.values;
    if (parameters_.start == ParticleStartType::sobol)
      fill_sobol(parameters_.seed, stream, layout, result);
    else if (parameters_.start != ParticleStartType::quadrature)
      fill_random(parameters_.seed, stream, layout, result);
    move_to(gaussian_of(weights_, head, dimension_), layout, result);
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
  gaussian_of(weights, false, dimension);
  if (trained_head)
    gaussian_of(weights, true, dimension);
  if (parameters.start != ParticleStartType::quadrature)
    return {parameters.neurons, trained_head ? parameters.n_head_neurons() : 0};
  const Starter starter(parameters, weights, dimension);
  return {starter.ensemble(false).ensemble.layout.n_particles,
          trained_head ? starter.ensemble(true).ensemble.layout.n_particles : 0};
}

} // namespace rhoflow
