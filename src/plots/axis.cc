#include "plots/axis.h"

#include "rhoflow/base/errors.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <limits>
#include <locale>
#include <sstream>

namespace rhoflow {

namespace {

constexpr const char *minus_sign = "\u2212";
constexpr const char *times_sign = "\u00d7";

/// With the typographic minus, and without "-0.0".
std::string format_fixed(double value, int decimals) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text << std::fixed << std::setprecision(decimals) << std::abs(value);
  const bool zero = text.str().find_first_of("123456789") == std::string::npos;
  return (value < 0 && !zero ? minus_sign : "") + text.str();
}

std::string format_power(int exponent) {
  return "10^{" + format_fixed(exponent, 0) + "}";
}

/// digit x 10^exponent
std::string format_digit(int digit, int exponent) {
  if (exponent < -3 || exponent > 3)
    return (digit == 1 ? "" : std::to_string(digit) + times_sign) + format_power(exponent);
  return format_fixed(digit * std::pow(10, exponent), std::max(0, -exponent));
}

/// The smallest of 1, 2, 5 x 10^k that is at least @p value.
double round_up(double value) {
  const double power = std::pow(10, std::floor(std::log10(value)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= value * (1 - 1e-9))
      return factor * power;
  return 10 * power;
}

} // namespace

Axis::Axis(double lower, double upper, AxisScale scale, int max_ticks)
    : lower_(lower), upper_(upper), scale_(scale) {
  if (!std::isfinite(lower) || !std::isfinite(upper) || !(lower < upper) ||
      !std::isfinite(upper - lower) || (scale == AxisScale::logarithmic && !(lower > 0)))
    throw RunError("cannot draw an axis from " + std::to_string(lower) + " to " +
                   std::to_string(upper));
  if (scale == AxisScale::linear)
    make_linear_ticks(std::max(2, max_ticks));
  else
    make_logarithmic_ticks(std::max(2, max_ticks));
}

Axis Axis::around(const std::vector<double> &values, AxisScale scale, int max_ticks) {
  const bool logarithmic = scale == AxisScale::logarithmic;
  double lower = std::numeric_limits<double>::infinity(), upper = -lower;
  for (const double value : values)
    if (std::isfinite(value) && (!logarithmic || value >= std::numeric_limits<double>::min())) {
      lower = std::min(lower, value);
      upper = std::max(upper, value);
    }
  if (logarithmic) {
    if (!(lower <= upper))
      return {0.1, 1, scale, max_ticks};
    const double margin = std::pow(10, std::max(0.04 * std::log10(upper / lower), 0.02));
    return {lower / margin, upper * margin, scale, max_ticks};
  }
  if (!(lower <= upper))
    return {0, 1, scale, max_ticks};
  const double size = std::max(std::abs(lower), std::abs(upper));
  double margin = 0.04 * (upper - lower);
  if (!(margin > 1e-9 * size)) // all equal
    margin = size > 0 ? 0.1 * size : 1;
  return {lower - margin, upper + margin, scale, max_ticks};
}

double Axis::position(double value) const {
  if (scale_ == AxisScale::linear)
    return (value - lower_) / (upper_ - lower_);
  if (!(value > 0))
    return -std::numeric_limits<double>::infinity();
  return std::log(value / lower_) / std::log(upper_ / lower_);
}

void Axis::make_linear_ticks(int max_ticks) {
  const double step = round_up((upper_ - lower_) / max_ticks);
  const double size = std::max(std::abs(lower_), std::abs(upper_));
  // Labels such as 20000 or 0.0002 lose a common power of ten.
  const int magnitude = static_cast<int>(std::floor(std::log10(size) + 1e-9));
  const int exponent = magnitude >= 4 || magnitude <= -3 ? magnitude : 0;
  if (exponent != 0)
    multiplier_ = times_sign + format_power(exponent);
  const double unit = std::pow(10, exponent);
  const int decimals =
      std::clamp(static_cast<int>(std::ceil(-std::log10(step / unit) - 1e-9)), 0, 15);

  const double slack = 1e-9 * (upper_ - lower_);
  for (double i = std::ceil((lower_ - slack) / step); i * step <= upper_ + slack; ++i) {
    ticks_.push_back({i * step, format_fixed(i * step / unit, decimals)});
    if (ticks_.size() > 100) // the step is below rounding: a range of neighbouring numbers
      break;
  }
}

void Axis::make_ticks_within_a_decade(int max_ticks) {
  const int first = static_cast<int>(std::floor(std::log10(lower_)));
  // As many digits as there is room for.
  for (const std::vector<int> &digits :
       {std::vector<int>{1, 2, 3, 4, 5, 6, 7, 8, 9}, std::vector<int>{1, 2, 3, 5, 7},
        std::vector<int>{1, 2, 5}}) {
    ticks_.clear();
    double closest = 1.;
    for (int exponent = first; exponent <= first + 2; ++exponent)
      for (const int digit : digits) {
        const double value = digit * std::pow(10, exponent);
        if (value < lower_ * (1 - 1e-9) || value > upper_ * (1 + 1e-9))
          continue;
        if (!ticks_.empty())
          closest = std::min(closest, position(value) - position(ticks_.back().value));
        ticks_.push_back({value, format_digit(digit, exponent)});
      }
    if (static_cast<int>(ticks_.size()) <= max_ticks && closest >= 0.5 / max_ticks)
      break;
  }
  if (ticks_.size() >= 3)
    return;
  // So little of a decade that it hardly differs from a linear axis.
  const Axis linear(lower_, upper_, AxisScale::linear, std::max(2, max_ticks - 2));
  ticks_ = linear.ticks_;
  multiplier_ = linear.multiplier_;
}

void Axis::make_logarithmic_ticks(int max_ticks) {
  const double low = std::log10(lower_), high = std::log10(upper_);
  const int first = static_cast<int>(std::ceil(low - 1e-9));
  const int last = static_cast<int>(std::floor(high + 1e-9));

  if (last - first < 1) { // no two powers of ten
    make_ticks_within_a_decade(max_ticks);
    return;
  }
  int stride = 1;
  while ((last - first) / stride + 1 > max_ticks)
    ++stride;
  for (int exponent = first - 1; exponent <= last; ++exponent) {
    const double power = std::pow(10, exponent);
    if (exponent >= first) {
      const bool labelled = ((exponent % stride) + stride) % stride == 0;
      ticks_.push_back({power, labelled ? format_power(exponent) : ""});
    }
    for (int digit = 2; stride == 1 && digit <= 9; ++digit)
      if (digit * power >= lower_ && digit * power <= upper_)
        ticks_.push_back({digit * power, ""});
  }
}

} // namespace rhoflow
