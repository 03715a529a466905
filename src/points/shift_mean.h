// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace rhoflow {

/// A number as a run on points knows it.
struct ShiftMean {
  double value = 0.; ///< mean over the shifts
  double error = 0.; ///< half of what is to both sides of the 95.4 % interval of the mean
};

/// t / 2, where |T| < t with the probability erf(sqrt 2) = 0.9545 for Student's distribution of
/// @p n_shifts - 1 degrees of freedom. Of a normal distribution it would be 1; it is 1.21 with
/// eight shifts, 1.65 with four, 6.98 with two.
/// @pre n_shifts >= 2
double student_factor(std::size_t n_shifts);

/// Mean and error of independent values, one per shift:
///   value = sum_r x_r / R,   error^2 = f_R^2 sum_r (x_r - value)^2 / (R (R - 1)),
/// the standard error times f_R = student_factor(R), since the scatter of few values is itself
/// uncertain: so the expectation of normally distributed x_r is within two errors with the same
/// probability for any number of shifts, that of two deviations of a normal distribution (Student
/// 1908).
/// @pre there are two values at least
ShiftMean mean_over_shifts(const std::vector<double> &values);

/// The same for each place of equally long lists, one list per shift.
/// @pre there are two lists at least
std::vector<ShiftMean> means_over_shifts(const std::vector<std::vector<double>> &lists);

/// @p mean of R shifts with an error that knows the bias of few points as well. The numbers are
/// functions of what scatters from shift to shift, and off by b in the mean, which is of second
/// order in the scatter; @p pooled is the same function of means over all shifts, whose bias is
/// b / R. So b = (value - pooled) R / (R - 1) (Quenouille 1956), and error^2 grows by b^2.
/// @pre n_shifts >= 2
ShiftMean with_bias(const ShiftMean &mean, double pooled, std::size_t n_shifts);

} // namespace rhoflow
