// SPDX-License-Identifier: Apache-2.0
#include "study/decay_rate.h"

#include "study/line_fit.h"

#include <cmath>

namespace rhoflow {

double decay_rate(const std::vector<double> &time, const std::vector<double> &values,
                  const std::function<bool(double time, double value)> &counts) {
  std::vector<double> x, y;
  for (std::size_t i = 0; i < time.size(); ++i)
    if (counts(time[i], values[i])) {
      x.push_back(time[i]);
      y.push_back(std::log(values[i]));
    }
  return -fit_line(x, y).slope;
}

double late_decay_rate(const std::vector<double> &time, const std::vector<double> &values,
                       double resolved) {
  std::size_t n = 0;
  while (n < time.size() && values[n] > resolved)
    ++n;
  // Later values do not count, even where they are above what is resolved again.
  const double end = n == 0 ? 0. : time[n - 1];
  return decay_rate(time, values,
                    [&](double t, double) { return n > 0 && t >= 0.75 * end && t <= end; });
}

} // namespace rhoflow
