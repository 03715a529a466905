#pragma once

#include <string>
#include <vector>

namespace rhoflow {

/// How values are spread along an axis or a colour bar.
enum class AxisScale {
  linear,
  logarithmic ///< base 10
};

/// A mark on an axis.
struct Tick {
  double value = 0;
  std::string label; ///< empty: a minor tick
};

/// The range of an axis with round tick positions and their labels.
class Axis {
public:
  /// The axis over exactly [lower, upper].
  ///
  /// @param lower,upper finite, lower < upper; for a logarithmic scale 0 < lower
  /// @param scale       spacing of the values
  /// @param max_ticks   the most labelled ticks that fit, at least 2
  /// @throws RunError when the range breaks these conditions
  Axis(double lower, double upper, AxisScale scale, int max_ticks);

  /// An axis that covers @p values with a small margin, for plots of curves. Values that cannot be
  /// shown (not finite, or <= 0 on a logarithmic scale) are left out of account; when none is left
  /// or all are equal the range is one that can be drawn.
  static Axis around(const std::vector<double> &values, AxisScale scale, int max_ticks);

  double lower() const { return lower_; }
  double upper() const { return upper_; }
  AxisScale scale() const { return scale_; }

  /// Where @p value lies: 0 at lower(), 1 at upper(), linear in the value or in its logarithm;
  /// outside the range less than 0 or more than 1. -infinity when a logarithmic scale cannot show
  /// the value.
  double position(double value) const;

  /// Ticks within the range in increasing order.
  const std::vector<Tick> &ticks() const { return ticks_; }

  /// The power of ten taken out of the labels, as text ("×10^{4}"); empty: none.
  const std::string &multiplier() const { return multiplier_; }

private:
  void make_linear_ticks(int max_ticks);
  void make_logarithmic_ticks(int max_ticks);
  void make_ticks_within_a_decade(int max_ticks);

  double lower_;
  double upper_;
  AxisScale scale_;
  std::vector<Tick> ticks_;
  std::string multiplier_;
};

} // namespace rhoflow
