// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace rhoflow {

/// One Gaussian of a start: independent coordinates, outer weights first.
struct GaussianComponent {
  double weight = 1.;           ///< share of the mass
  std::vector<double> mean;     ///< [outer weights, w, b]
  std::vector<double> variance; ///< the same order, positive
};

/// A start: a mixture of Gaussians with independent coordinates.
using GaussianMixture = std::vector<GaussianComponent>;

/// Logarithm of the normal density N(mean, variance) at @p x.
double log_gaussian(double x, double mean, double variance);

/// Logarithm of the density of @p mixture, scaled to mass one, at a point:
/// ln sum_c w_c prod_k N(x_k; mean_ck, variance_ck) - ln sum_c w_c.
/// @param point its coordinates, outer weights first, stand @p stride numbers apart
/// @pre there is a component, and all have as many coordinates as the point
double log_density(const GaussianMixture &mixture, const double *point, std::size_t stride = 1);

/// @p direction . grad of the same logarithm at the point:
/// sum_c p_c sum_k direction_k (mean_ck - x_k) / variance_ck, p_c the share that component c has of
/// the density there.
/// @param direction as many numbers as the point has coordinates @pre as log_density()
double derivative_of_log_density(const GaussianMixture &mixture, const double *point,
                                 std::size_t stride, const std::vector<double> &direction);

/// The ball |theta - mean|^2 / variance <= square (coordinate by coordinate) that carries 99.9 % of
/// a Gaussian start; of a mixture it is that of the Gaussian with the same mean and variance.
struct StartBall {
  std::vector<double> mean, variance; ///< outer weights first
  double square = 0.;

  /// (x - mean_k)^2 / variance_k
  double part_of_square(unsigned int k, double x) const {
    return (x - mean[k]) * (x - mean[k]) / variance[k];
  }
  /// @param point its coordinates, outer weights first, stand @p stride numbers apart
  bool contains(const double *point, std::size_t stride) const;
};

/// @pre there is a component
StartBall ball_of(const GaussianMixture &mixture);

} // namespace rhoflow
