#pragma once

#include <cstddef>
#include <vector>

namespace rhoflow {

/// A function on a rectangle given at the points of a tensor grid and continued bilinearly.
class BilinearField {
public:
  /// @param x,y    nodes, strictly increasing, at least two each
  /// @param values value at (x_i, y_j) = values[j * x.size() + i], finite
  /// @throws RunError when these conditions are broken
  BilinearField(std::vector<double> x, std::vector<double> y, std::vector<double> values);

  /// The interpolated value; outside the rectangle that of the nearest boundary point.
  double value(double x, double y) const;

  const std::vector<double> &x() const { return x_; }
  const std::vector<double> &y() const { return y_; }
  const std::vector<double> &values() const { return values_; }

private:
  std::vector<double> x_;
  std::vector<double> y_;
  std::vector<double> values_;
};

} // namespace rhoflow
