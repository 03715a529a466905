// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "distributions/quantile_function.h"

#include <string>
#include <vector>

namespace rhoflow {

/// Which of the densities: the encoder's at a depth, or the head's.
struct WeightPart {
  bool head = false;
  double depth = 0.; ///< s, of the encoder

  /// "s = 0.33" or "head".
  std::string name() const;
};

/// Moments about zero of a distribution of weights.
struct WeightMoments {
  std::vector<double> first;  ///< [i]: E[theta_i]
  std::vector<double> second; ///< [i][j]: E[theta_i theta_j]
};

/// Between which two of a network's depths a depth lies, and how far: neighbours and the share of
/// the upper one. Beyond the ends the nearest depth alone.
struct DepthPlace {
  std::size_t lower = 0, upper = 0;
  double share = 0.; ///< of `upper`
};
DepthPlace find_depth(const std::vector<double> &depths, double s);

/// Unit vectors in R^@p n_coordinates, uniformly distributed, the same ones in every run.
std::vector<std::vector<double>> slicing_directions(unsigned int n_coordinates,
                                                    unsigned int n_directions);

/// The distribution of the weights of one trained network at one training time, whatever it
/// consists of. Between two depths it is the mixture of the distributions there with weights that
/// are linear in the depth, which is second order accurate for densities smooth in the depth.
///
/// All weights are physical (theta, not theta / l); distributions are normalised to mass one.
class WeightDistribution {
public:
  virtual ~WeightDistribution() = default;

  virtual WeightMoments moments(const WeightPart &part) const = 0;
  /// Of coordinate number @p coordinate, in the order of weight_names().
  virtual QuantileFunction marginal(const WeightPart &part, unsigned int coordinate) const = 0;
  /// Of theta . e for direction number @p direction of slicing_directions().
  virtual QuantileFunction projection(const WeightPart &part, unsigned int direction) const = 0;
  /// A finite network: the shares of its independent neurons at @p part, not normalised; a density
  /// has none. Layers of which each neuron follows the one of its number in the next (start
  /// "coherent") count once where two are mixed.
  virtual std::vector<double> neuron_weights(const WeightPart &) const { return {}; }
};

} // namespace rhoflow
