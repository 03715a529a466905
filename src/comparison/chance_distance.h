// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "distributions/quantile_function.h"

#include <cstdint>
#include <vector>

namespace rhoflow {

/// Mean and standard deviation of repetitions.
struct Spread {
  double mean = 0., deviation = 0.;
  std::size_t n = 0;

  explicit Spread(const std::vector<double> &values = {});
  /// The mean of the squares of the repetitions.
  double mean_square() const;
};

/// Wasserstein distances that chance alone makes, see draw_distances().
struct ChanceDistance {
  Spread once;     ///< W_p(rho^M, rho): a finite network and the density that it samples
  Spread once_log; ///< of its logarithm, which is nearly normally distributed
  Spread between;  ///< W_p(rho^M, rho'^M): two finite networks
};

/// Distances between @p density, a marginal or a projection rho, and finite networks of independent
/// neurons, rho^M = sum_m q_m delta(x_m) with x_m drawn from rho and the shares q_m of @p weights.
/// Both distances are exact for every draw; there are @p n_draws draws, and pairs of consecutive
/// ones.
///
/// For equal weights E W_1(rho^M, rho) is about sqrt(2 / (pi M)) int sqrt(F (1 - F)) dx, and
/// distances between two networks are about sqrt(2) times as large; for the uniform distribution
/// on [0, 1], E W_2^2 is exactly 1 / (6 M), and 1 / (3 (M + 1)) between two.
/// @pre weights as QuantileFunction::of_atoms(), n_draws >= 2
struct ChanceDistances {
  ChanceDistance w1, w2;
};
ChanceDistances draw_distances(const QuantileFunction &density, const std::vector<double> &weights,
                               std::size_t n_draws, std::uint64_t seed);

/// The probability that chance alone makes the mean logarithm of as many distances as large as that
/// of @p measured, if they scatter as those of the draws do: Student's for the difference of two
/// means, with the deviation of the draws and one degree of freedom less than draws. Logarithms,
/// since the distances themselves are skew: of these 1 % would lie beyond Student's 0.135 %.
/// @param drawn ChanceDistance::once_log @pre there are distances, and two draws
double chance_p_value(const std::vector<double> &measured, const Spread &drawn);

} // namespace rhoflow
