#include "plots/bilinear_field.h"

#include "rhoflow/base/errors.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace rhoflow {

namespace {

void check_nodes(const std::vector<double> &nodes, const std::string &axis) {
  if (nodes.size() < 2)
    throw RunError("a heat map needs two or more nodes in " + axis);
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (!std::isfinite(nodes[i]) || (i > 0 && !(nodes[i - 1] < nodes[i])))
      throw RunError("the nodes of a heat map in " + axis + " are not strictly increasing");
}

/// The interval that holds a point and the point's share of it.
struct Place {
  std::size_t interval;
  double share;
};

Place locate(const std::vector<double> &nodes, double point) {
  const auto right = std::upper_bound(nodes.begin() + 1, nodes.end() - 1, point);
  const auto interval = static_cast<std::size_t>(right - nodes.begin()) - 1;
  const double share = (point - nodes[interval]) / (nodes[interval + 1] - nodes[interval]);
  return {interval, std::clamp(share, 0.0, 1.0)};
}

} // namespace

BilinearField::BilinearField(std::vector<double> x, std::vector<double> y,
                             std::vector<double> values)
    : x_(std::move(x)), y_(std::move(y)), values_(std::move(values)) {
  check_nodes(x_, "x");
  check_nodes(y_, "y");
  if (values_.size() != x_.size() * y_.size())
    throw RunError("a heat map on " + std::to_string(x_.size()) + " x " +
                   std::to_string(y_.size()) + " nodes has " + std::to_string(values_.size()) +
                   " values");
  for (const double value : values_)
    if (!std::isfinite(value))
      throw RunError("a heat map has a value that is not finite");
}

double BilinearField::value(double x, double y) const {
  const Place i = locate(x_, x), j = locate(y_, y);
  const double *low = values_.data() + j.interval * x_.size() + i.interval;
  const double *high = low + x_.size();
  return (1 - j.share) * ((1 - i.share) * low[0] + i.share * low[1]) +
         j.share * ((1 - i.share) * high[0] + i.share * high[1]);
}

} // namespace rhoflow
