// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace rhoflow {

/// A straight line y = intercept + slope x by least squares, with the 95 % confidence interval of
/// its slope: slope +- slope_half_width, by Student's t with n - 2 degrees of freedom. The interval
/// says how well the points follow a line; it knows nothing of errors that all points share.
struct LineFit {
  double slope = 0., intercept = 0.;
  double slope_half_width = 0.; ///< not a number with two points, which any line fits
  std::size_t n = 0;            ///< points used

  /// "-0.51 +- 0.03 (5 points)", or without the interval if there is none.
  std::string text() const;
};

/// @throws RunError if there are fewer than two points with different x, the lengths differ or a
///         value is not finite
LineFit fit_line(const std::vector<double> &x, const std::vector<double> &y);

/// The power p of y = c x^p: fit_line() of ln y over ln x. The slope is p, the intercept ln c.
/// @throws RunError as fit_line() does, and if a value is not positive
LineFit fit_power(const std::vector<double> &x, const std::vector<double> &y);

/// y = a f + b g by least squares, with the 95 % confidence intervals of both coefficients.
struct TwoTermFit {
  double a = 0., b = 0.;
  double a_half_width = 0., b_half_width = 0.;
  std::size_t n = 0; ///< points used

  /// "0.51 +- 0.03 and 1.2 +- 0.1 (12 points)"
  std::string text() const;
};

/// @throws RunError if there are fewer than three points, the lengths differ, a value is not finite
///         or the two terms are proportional
TwoTermFit fit_two_terms(const std::vector<double> &f, const std::vector<double> &g,
                         const std::vector<double> &y);

} // namespace rhoflow
