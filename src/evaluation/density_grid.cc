// SPDX-License-Identifier: Apache-2.0
#include "evaluation/density_grid.h"

#include "csv/shortest_text.h"
#include "evaluation/start_points.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace rhoflow {

namespace {

/// Points from which means and deviations are known.
constexpr std::size_t scout_points = 1024;
/// Beyond so many deviations a Gaussian has 6e-5 of its mass.
constexpr double reach = 4.;

/// Column @p k of rows of @p n numbers.
std::vector<double> column_of(const std::vector<double> &rows, std::size_t k, std::size_t n) {
  std::vector<double> column;
  for (std::size_t i = k; i < rows.size(); i += n)
    column.push_back(rows[i]);
  return column;
}

/// Makes @p ranges reach over means and deviations of @p scouts.
void include_mass(const StartPoints &scouts, std::vector<WeightRange> &ranges) {
  const std::size_t n = ranges.size();
  for (std::size_t k = 0; k < n; ++k) {
    double mean = 0., square = 0.;
    for (std::size_t m = 0; m < scouts.weights.size(); ++m)
      mean += scouts.weights[m] * scouts.points[m * n + k];
    for (std::size_t m = 0; m < scouts.weights.size(); ++m)
      square += scouts.weights[m] * std::pow(scouts.points[m * n + k] - mean, 2);
    const double half = reach * std::sqrt(square);
    ranges[k] = {std::min(ranges[k][0], mean - half), std::max(ranges[k][1], mean + half)};
  }
}

} // namespace

std::vector<WeightRange> mass_ranges(const RecordedDensity &density,
                                     const std::vector<double> &times) {
  const unsigned int n = density.n_components();
  StartPoints scouts =
      start_points(density, make_lattice_rule(scout_points, n), {0, 0, 1}, best_spread(n));
  constexpr double infinity = std::numeric_limits<double>::infinity();
  std::vector<WeightRange> ranges(n, {infinity, -infinity});
  include_mass(scouts, ranges);
  double time = 0.;
  for (const double next : times) {
    RHOFLOW_PRECONDITION(next >= time, "the times ascend");
    density.carry(scouts.points, time, next);
    time = next;
    include_mass(scouts, ranges);
  }
  return ranges;
}

DensityGrid::DensityGrid(std::vector<unsigned int> directions, std::vector<WeightRange> ranges,
                         std::vector<double> fixed, std::size_t n)
    : directions_(std::move(directions)), ranges_(std::move(ranges)), fixed_(std::move(fixed)),
      n_(n) {
  RHOFLOW_PRECONDITION(directions_.size() == 2 || directions_.size() == 3, "a plane or a box");
  RHOFLOW_PRECONDITION(ranges_.size() == directions_.size(), "a range for each direction");
  RHOFLOW_PRECONDITION(n >= 2, "a direction has two ends");
  for (const WeightRange &range : ranges_)
    RHOFLOW_PRECONDITION(range[0] < range[1], "a range begins below its end");
}

std::size_t DensityGrid::n_points() const {
  return directions_.size() == 2 ? n_ * n_ : n_ * n_ * n_;
}

std::vector<double> DensityGrid::points() const {
  std::vector<double> points;
  points.reserve(n_points() * fixed_.size());
  for (std::size_t i = 0; i < n_points(); ++i) {
    points.insert(points.end(), fixed_.begin(), fixed_.end());
    std::size_t rest = i;
    for (std::size_t k = 0; k < directions_.size(); ++k, rest /= n_) {
      const double share = double(rest % n_) / double(n_ - 1);
      points[i * fixed_.size() + directions_[k]] =
          ranges_[k][0] * (1. - share) + ranges_[k][1] * share;
    }
  }
  return points;
}

PointTable DensityGrid::table(const std::vector<std::string> &names) const {
  PointTable table;
  table.names = names;
  table.coordinates = points();
  for (std::size_t i = 0; i < table.coordinates.size(); i += names.size()) {
    table.rows.emplace_back();
    for (std::size_t k = 0; k < names.size(); ++k)
      table.rows.back().push_back(shortest_text(table.coordinates[i + k]));
  }
  return table;
}

ImageGrid DensityGrid::image(const std::vector<std::string> &names,
                             const std::vector<double> &results) const {
  const std::size_t n_results = results.size() / n_points();
  RHOFLOW_PRECONDITION(n_results == 3 + names.size() && results.size() == n_results * n_points(),
                       "all results at every point");
  ImageGrid grid;
  for (std::size_t k = 0; k < directions_.size(); ++k) {
    // The boxes of the image have the points in their middle.
    const double half = 0.5 * (ranges_[k][1] - ranges_[k][0]) / double(n_ - 1);
    const double low = ranges_[k][0] - half, high = ranges_[k][1] + half;
    grid.axes[k] = {names[directions_[k]], low, high, n_, low, high};
  }
  const std::array<const char *, 3> scalars{"density", "log_density", "potential"};
  for (std::size_t k = 0; k < scalars.size(); ++k)
    grid.fields.push_back({scalars[k], 1, column_of(results, k, n_results)});
  DataField velocity{"velocity", 3, std::vector<double>(3 * n_points(), 0.)};
  for (std::size_t k = 0; k < directions_.size(); ++k)
    for (std::size_t i = 0; i < n_points(); ++i)
      velocity.values[3 * i + k] = results[i * n_results + scalars.size() + directions_[k]];
  grid.fields.push_back(std::move(velocity));
  return grid;
}

} // namespace rhoflow
