// SPDX-License-Identifier: Apache-2.0
#include "statistics/columns/energy.h"

namespace rhoflow {

namespace {

double dissipation(const Measures &m) {
  double sum = 0.;
  for (const Measures::Part &part : m.parts)
    sum += part.weight * part.dissipation;
  // The regulariser also decays by itself: d/dt (lambda e^{-t}) M = -lambda e^{-t} M.
  return sum + m.strength * m.second_moment_encoder();
}

} // namespace

void add_energy_columns(ColumnList &columns) {
  columns.push_back(make_column("loss", [](const Measures &m) { return m.loss; }));
  columns.push_back(
      make_column("regularization", [](const Measures &m) { return m.regularization(); }));
  columns.push_back(make_column(
      "objective", [](const Measures &m) { return m.loss + m.regularization() + m.entropy(); }));
  columns.push_back(make_column("dissipation", dissipation));
}

void add_entropy_column(ColumnList &columns) {
  columns.push_back(make_density_column("entropy", [](const auto &m) { return m.entropy(); }));
}

} // namespace rhoflow
