// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

namespace rhoflow {

/// The rate r of an exponential c exp(-r t): minus the slope of the line that fit_line() lays
/// through ln(values) against time.
/// @param time one a value, in the inverse unit of the rate
/// @param counts which points (time, value) take part; those with a value <= 0 must not
/// @throws RunError as fit_line() does
double decay_rate(const std::vector<double> &time, const std::vector<double> &values,
                  const std::function<bool(double time, double value)> &counts);

/// decay_rate() over the last quarter, [3/4 T, T], of the time T until the first value that is not
/// above @p resolved >= 0, where something else than the decay begins to show, or until the end.
/// @throws RunError as fit_line() does
double late_decay_rate(const std::vector<double> &time, const std::vector<double> &values,
                       double resolved);

} // namespace rhoflow
