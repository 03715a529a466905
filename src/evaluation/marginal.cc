// SPDX-License-Identifier: Apache-2.0
#include "evaluation/marginal.h"

#include "csv/shortest_text.h"
#include "evaluation/start_points.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

double MarginalBoxes::volume() const {
  double volume = 1.;
  for (const WeightRange &range : ranges)
    volume *= (range[1] - range[0]) / double(n);
  return volume;
}

std::size_t MarginalBoxes::box_of(const double *point) const {
  std::size_t box = 0, stride = 1;
  for (std::size_t k = 0; k < directions.size(); ++k, stride *= n) {
    const double share = (point[directions[k]] - ranges[k][0]) / (ranges[k][1] - ranges[k][0]);
    box += stride * std::size_t(std::clamp(std::floor(share * double(n)), 0., double(n - 1)));
  }
  return box;
}

PointTable MarginalBoxes::table(const std::vector<std::string> &names) const {
  PointTable table;
  for (const unsigned int k : directions)
    table.names.push_back(names[k]);
  for (std::size_t i = 0; i < size(); ++i) {
    table.rows.emplace_back();
    std::size_t rest = i;
    for (std::size_t k = 0; k < directions.size(); ++k, rest /= n) {
      const double share = (double(rest % n) + 0.5) / double(n);
      table.coordinates.push_back(ranges[k][0] * (1. - share) + ranges[k][1] * share);
      table.rows.back().push_back(shortest_text(table.coordinates.back()));
    }
  }
  return table;
}

std::vector<ShiftMean> measure_marginal(const RecordedDensity &density, double time,
                                        const MarginalBoxes &boxes, const MarginalRule &rule) {
  RHOFLOW_PRECONDITION(rule.n_shifts >= 2, "there are two shifts at least");
  RHOFLOW_PRECONDITION(boxes.directions.size() == 1 || boxes.directions.size() == 2,
                       "one or two weights");
  RHOFLOW_PRECONDITION(boxes.ranges.size() == boxes.directions.size() && boxes.n >= 1,
                       "a range for each weight");
  const unsigned int n = density.n_components();
  const LatticeRule lattice = make_lattice_rule(rule.n_points, n);
  std::vector<std::vector<double>> shifts;
  for (std::size_t r = 0; r < rule.n_shifts; ++r) {
    // Boxes count points, so that points of small weights would be of no use.
    StartPoints points = start_points(density, lattice, {0, r, 2}, 1.);
    density.carry(points.points, 0., time);
    std::vector<double> &values = shifts.emplace_back(boxes.size(), 0.);
    for (std::size_t m = 0; m < points.weights.size(); ++m)
      values[boxes.box_of(points.points.data() + m * n)] += points.weights[m] / boxes.volume();
  }
  return means_over_shifts(shifts);
}

} // namespace rhoflow
