// SPDX-License-Identifier: Apache-2.0
#include "study/line_fit.h"

#include "rhoflow/base/errors.h"
#include "sampling/student.h"

#include <cmath>
#include <cstdio>
#include <limits>

namespace rhoflow {

std::string LineFit::text() const {
  char text[96];
  if (std::isnan(slope_half_width))
    std::snprintf(text, sizeof text, "%.3g (%zu points)", slope, n);
  else
    std::snprintf(text, sizeof text, "%.3g +- %.2g (%zu points)", slope, slope_half_width, n);
  return text;
}

LineFit fit_line(const std::vector<double> &x, const std::vector<double> &y) {
  if (x.size() != y.size())
    throw RunError("fit of a line: " + std::to_string(x.size()) + " x and " +
                   std::to_string(y.size()) + " y values");
  LineFit fit;
  fit.n = x.size();
  const auto n = double(fit.n);
  double mean_x = 0., mean_y = 0.;
  for (std::size_t i = 0; i < fit.n; ++i) {
    if (!std::isfinite(x[i]) || !std::isfinite(y[i]))
      throw RunError("fit of a line: point " + std::to_string(i) + " is not finite");
    mean_x += x[i] / n;
    mean_y += y[i] / n;
  }
  double xx = 0., xy = 0.;
  for (std::size_t i = 0; i < fit.n; ++i) {
    xx += (x[i] - mean_x) * (x[i] - mean_x);
    xy += (x[i] - mean_x) * (y[i] - mean_y);
  }
  if (!(xx > 0.))
    throw RunError("fit of a line: there are no two points with different x");
  fit.slope = xy / xx;
  fit.intercept = mean_y - fit.slope * mean_x;
  if (fit.n == 2) {
    fit.slope_half_width = std::numeric_limits<double>::quiet_NaN();
    return fit;
  }
  double squares = 0.;
  for (std::size_t i = 0; i < fit.n; ++i) {
    const double residual = y[i] - fit.intercept - fit.slope * x[i];
    squares += residual * residual;
  }
  fit.slope_half_width = student_quantile(0.05, n - 2.) * std::sqrt(squares / ((n - 2.) * xx));
  return fit;
}

LineFit fit_power(const std::vector<double> &x, const std::vector<double> &y) {
  std::vector<double> log_x, log_y;
  for (const auto &[values, logs] : {std::pair(&x, &log_x), std::pair(&y, &log_y)})
    for (const double value : *values) {
      if (!(value > 0.))
        throw RunError("fit of a power: a value is not positive");
      logs->push_back(std::log(value));
    }
  return fit_line(log_x, log_y);
}

std::string TwoTermFit::text() const {
  char text[128];
  std::snprintf(text, sizeof text, "%.3g +- %.2g and %.3g +- %.2g (%zu points)", a, a_half_width, b,
                b_half_width, n);
  return text;
}

TwoTermFit fit_two_terms(const std::vector<double> &f, const std::vector<double> &g,
                         const std::vector<double> &y) {
  if (f.size() != y.size() || g.size() != y.size() || y.size() < 3)
    throw RunError("fit of two terms: takes three points at least and as many of each term");
  double ff = 0., fg = 0., gg = 0., fy = 0., gy = 0.;
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (!std::isfinite(f[i]) || !std::isfinite(g[i]) || !std::isfinite(y[i]))
      throw RunError("fit of two terms: point " + std::to_string(i) + " is not finite");
    ff += f[i] * f[i];
    fg += f[i] * g[i];
    gg += g[i] * g[i];
    fy += f[i] * y[i];
    gy += g[i] * y[i];
  }
  const double determinant = ff * gg - fg * fg;
  if (!(determinant > 1e-14 * ff * gg))
    throw RunError("fit of two terms: they are proportional to each other");
  TwoTermFit fit;
  fit.n = y.size();
  fit.a = (gg * fy - fg * gy) / determinant;
  fit.b = (ff * gy - fg * fy) / determinant;
  double squares = 0.;
  for (std::size_t i = 0; i < y.size(); ++i)
    squares += std::pow(y[i] - fit.a * f[i] - fit.b * g[i], 2);
  const double freedom = double(fit.n) - 2.;
  const double factor =
      student_quantile(0.05, freedom) * std::sqrt(squares / freedom / determinant);
  fit.a_half_width = factor * std::sqrt(gg);
  fit.b_half_width = factor * std::sqrt(ff);
  return fit;
}

} // namespace rhoflow
