// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "distributions/weight_distribution.h"
#include "particles/exchange/particle_file.h"

namespace rhoflow {

/// The weights of a finite network: atoms.
class ParticleDistribution : public WeightDistribution {
public:
  /// @param n_directions of slicing_directions()
  ParticleDistribution(ParticleHeader header, ParticleState state, unsigned int n_directions);

  WeightMoments moments(const WeightPart &part) const override;
  QuantileFunction marginal(const WeightPart &part, unsigned int coordinate) const override;
  QuantileFunction projection(const WeightPart &part, unsigned int direction) const override;
  std::vector<double> neuron_weights(const WeightPart &part) const override;

private:
  /// Some neurons, [neuron][coordinate], with a factor to their weights.
  struct Layer {
    const double *values;
    const std::vector<double> *weights;
    std::size_t width; ///< coordinates
    double share;
  };
  std::vector<Layer> layers(const WeightPart &part) const;
  static bool are_coherent(const Layer &a, const Layer &b);
  QuantileFunction along(const WeightPart &part, const std::vector<double> &direction) const;

  ParticleHeader header_;
  ParticleState state_;
  std::vector<std::vector<double>> encoder_directions_, head_directions_;
};

} // namespace rhoflow
