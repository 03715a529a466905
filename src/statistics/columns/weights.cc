// SPDX-License-Identifier: Apache-2.0
#include "statistics/columns/weights.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

void add_mass_columns(ColumnList &columns) {
  const auto drift_of = [](const auto &m) {
    double drift = 0.;
    for (std::size_t k = 0; k < m.masses.size(); ++k)
      drift = std::max(drift, std::abs(m.masses[k] / m.start_masses[k] - 1.));
    return drift;
  };
  columns.push_back(make_density_column("mass_drift", drift_of, /*of_particles*/ 0.));
  columns.push_back(
      make_density_column("min_density", [](const auto &m) { return m.smallest_value; }));
}

void add_second_moment_columns(ColumnList &columns) {
  columns.push_back(make_column("second_moment_encoder",
                                [](const Measures &m) { return m.second_moment_encoder(); }));
  columns.push_back(
      make_column("second_moment_head", [](const Measures &m) { return m.second_moment_head(); }));
}

void add_resolution_columns(ColumnList &columns) {
  columns.push_back(
      make_density_column("resolution_outer", [](const auto &m) { return m.resolution.outer; }));
  columns.push_back(
      make_density_column("resolution_inner", [](const auto &m) { return m.resolution.inner; }));
}

} // namespace rhoflow
