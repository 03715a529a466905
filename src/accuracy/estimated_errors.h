// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accuracy/cause.h"

#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace rhoflow {

/// A number of a run besides its loss whose error is estimated.
enum class Quantity {
  second_moment_encoder,
  second_moment_head,
  dissipation,
  entropy,    ///< kappa int rho ln rho, with noise
  kl_encoder, ///< relative entropy to the start, by the integral of its rate
  kl_head,
  lambda_min_g1, ///< least eigenvalues of the Gram matrices
  lambda_min_g2,
  lambda_min_sum,
  count
};

/// A number per quantity; nan where there is none.
class PerQuantity {
public:
  PerQuantity() { values_.fill(std::numeric_limits<double>::quiet_NaN()); }
  double &operator[](Quantity quantity) { return values_[static_cast<std::size_t>(quantity)]; }
  double operator[](Quantity quantity) const { return values_[static_cast<std::size_t>(quantity)]; }

  static constexpr std::size_t size() { return static_cast<std::size_t>(Quantity::count); }
  std::array<double, static_cast<std::size_t>(Quantity::count)> &values() { return values_; }
  const std::array<double, static_cast<std::size_t>(Quantity::count)> &values() const {
    return values_;
  }

private:
  std::array<double, static_cast<std::size_t>(Quantity::count)> values_;
};

/// The estimated errors of a run at its output times. All are dimensionless and not negative; nan
/// or infinite where nothing is known.
struct EstimatedErrors {
  std::vector<double> times;
  /// [output time], relative, see loss_scale(); empty where a cause does not exist
  PerCause<std::vector<double>> loss;
  /// [output time], root mean square over that of predictions or labels; empty as above
  PerCause<std::vector<double>> predictions;
  std::vector<PerQuantity> quantities; ///< [output time], absolute
  std::vector<double> samples; ///< [sample]: of the predictions at the end, absolute, may be empty
  double first_loss = 0.;      ///< at the start, for loss_scale()

  /// The place of @p time among the output times; none beyond those that were estimated for.
  std::optional<std::size_t> place_of(double time) const;
  /// Whether @p time is the last of them.
  bool is_last(double time) const { return !times.empty() && place_of(time) == times.size() - 1; }
  /// The sum over the causes of the relative errors of the loss.
  double relative_loss_error(std::size_t output_time) const;
  /// The same of the predictions.
  double relative_prediction_error(std::size_t output_time) const;
  /// The absolute error of @p loss at @p time; nan where it is not known.
  double loss_error(double time, double loss) const;
  /// The errors of the quantities at @p time; nan where they are not known.
  PerQuantity of_quantities(double time) const;

  /// All of it as a list of finite numbers, for a checkpoint, and back.
  std::vector<double> numbers() const;
  /// @return whether @p numbers are such a list; if not, nothing changes
  bool take(const std::vector<double> &numbers);
};

/// Below this the square of a prediction, which is about one, is nothing but rounding.
constexpr double rounding_of_squares = 1e-24;

/// What relative errors of a loss are relative to: @p loss, or a thousandth of that at the start
/// where it is less, or rounding.
double loss_scale(double loss, double first_loss);

/// The mean of the squares of @p values, 0 of none.
double mean_square(const std::vector<double> &values);
/// What errors of predictions are relative to: the root mean square of @p predictions or @p labels,
/// whichever is larger, or rounding.
double prediction_scale(const std::vector<double> &predictions, const std::vector<double> &labels);

/// What is known of the errors of a run before it starts.
struct RunErrors {
  EstimatedErrors estimate;
  PerCause<std::string> remedies; ///< settings that a trial run was made with; may be empty
  std::string shortfall;          ///< which accuracy asked for is not reached and why, or empty
};

} // namespace rhoflow
