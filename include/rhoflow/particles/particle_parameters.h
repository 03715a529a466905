// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/enumeration.h"
#include "rhoflow/network/network_parameters.h"

#include <cstddef>

namespace dealii {
class ParameterHandler;
}

namespace rhoflow {

/// How the particles stand at t = 0.
enum class ParticleStartType {
  random,    ///< independent Gaussian weights
  coherent,  ///< the same, but equal in all layers (DCLW: one path per neuron)
  sobol,     ///< Sobol points with a random digital shift per layer
  quadrature ///< Gauss-Hermite points with weights
};

template <>
inline constexpr NamedValue<ParticleStartType> names_of<ParticleStartType>[] = {
    {ParticleStartType::random, "random"},
    {ParticleStartType::coherent, "coherent"},
    {ParticleStartType::sobol, "sobol"},
    {ParticleStartType::quadrature, "quadrature"}};

/// How the particles move.
enum class TrainingMethod {
  gradient_flow,   ///< Runge-Kutta with step control
  gradient_descent ///< steps of fixed size
};

template <>
inline constexpr NamedValue<TrainingMethod> names_of<TrainingMethod>[] = {
    {TrainingMethod::gradient_flow, "gradient flow"},
    {TrainingMethod::gradient_descent, "gradient descent"}};

/// Section `Particles`: the finite network of the program rhoflow-particles.
struct ParticleParameters {
  unsigned int neurons = 1000;   ///< M
  unsigned int head_neurons = 0; ///< K; 0: as neurons
  ParticleStartType start = ParticleStartType::random;
  unsigned int seed = 1;
  TrainingMethod method = TrainingMethod::gradient_flow;
  double learning_rate = 0.01;
  unsigned int quadrature_points = 48;       ///< per inner weight
  unsigned int outer_quadrature_points = 16; ///< per outer weight
  double smallest_weight = 1e-16;
  unsigned int weights_every = 1;    ///< 0: no particles.h5
  unsigned int cloud_neurons = 2000; ///< drawn per layer and of the head; 0: all

  std::size_t n_head_neurons() const { return head_neurons > 0 ? head_neurons : neurons; }

  void add_parameters(dealii::ParameterHandler &handler);

  /// @param output_interval,end_time of section `Time`  @param with_noise steps have the size of
  /// the
  ///        learning rate whatever the method
  /// @throws InputError if output times are no multiples of the learning rate, or the start cannot
  ///         have so many inputs
  void check(unsigned int dimension, double output_interval, double end_time,
             bool with_noise = false) const;
};

} // namespace rhoflow
