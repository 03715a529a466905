// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace rhoflow {

/// The power law of rare events that are counted, rate = c size^p, where counts of zero take part
/// as what they are. Negative binomial regression with logarithmic link (a generalized linear
/// model, see McCullagh and Nelder 1989): a count y of a row has
///
///     mean  mu = trials c size^p,   variance  mu + k mu^2.
///
/// k is the variance, relative to the square of the mean, of the rate among rows of one size; k = 0
/// is Poisson's law. Rows with many events count alike, whatever their number; rows with few by
/// what they can tell.
struct CountFit {
  double power = 0.;    ///< p
  double log_rate = 0.; ///< ln c
  double scatter = 0.;  ///< k >= 0
  /// 95 % interval of p: power +- power_half_width, by Student's t with n - 2 degrees of freedom
  /// from the Fisher information at k.
  double power_half_width = 0.;
  std::size_t n = 0; ///< rows used

  /// c size^p
  double rate(double size) const;
  /// "-0.51 +- 0.03 (48 counts)"
  std::string text() const;
};

/// Fits (c, p) by Fisher scoring, that is by the roots of the scores sum (y - mu) / (1 + k mu) and
/// sum (y - mu) ln(size) / (1 + k mu), and k so that Pearson's sum of (y - mu)^2 / (mu + k mu^2)
/// is n - 2; k = 0 if it is smaller even then.
/// @param size > 0 @param count >= 0, whole or not @param trials > 0: one entry a row
/// @throws RunError if there are fewer than three rows, the lengths differ, a value is out of its
///         range, or fewer than two sizes have events: any steep power would do then
CountFit fit_counts(const std::vector<double> &size, const std::vector<double> &count,
                    const std::vector<double> &trials);

/// The largest rate of an event that, with a probability of 5 % or more, happens in none of
/// @p trials > 0 independent trials: 1 - 0.05^(1/trials), close to 3 / trials ("rule of three").
double rate_bound_without_events(double trials);

} // namespace rhoflow
