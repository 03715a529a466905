// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace rhoflow {

/// A probability distribution on the line by its quantile function x(v), 0 <= v <= 1, that is
/// linear between levels: atoms are flat pieces, a density with a piecewise linear distribution
/// function gives sloping ones. Both are exact.
class QuantileFunction {
public:
  /// Atoms at @p points with @p weights, which need not be sorted or sum to one.
  /// @pre as many weights as points, not negative, with a positive sum
  static QuantileFunction of_atoms(const std::vector<double> &points,
                                   const std::vector<double> &weights);

  /// A distribution function given at increasing @p points and linear between them. What decreases
  /// (undershoots of a density) is raised to the largest value before it; the last value is the
  /// mass.
  static QuantileFunction of_table(const std::vector<double> &points,
                                   const std::vector<double> &distribution);

  /// x(v): the mean of both sides where it jumps.
  double value(double level) const;

  /// The mass to the left of @p x.
  double mass_below(double x) const;

  friend double wasserstein(const QuantileFunction &, const QuantileFunction &, unsigned int);

private:
  void add(double level, double left, double right);
  void normalize();

  std::vector<double> level_;        ///< upper end of every piece, increasing to one
  std::vector<double> left_, right_; ///< x at both ends of the piece
};

/// W_p = ( int_0^1 |x(v) - y(v)|^p dv )^{1/p}, p = 1 or 2: the optimal transport cost on the line,
/// exact for these functions.
double wasserstein(const QuantileFunction &a, const QuantileFunction &b, unsigned int power);

} // namespace rhoflow
