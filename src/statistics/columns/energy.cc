// SPDX-License-Identifier: Apache-2.0
#include "statistics/columns/energy.h"

namespace rhoflow {

void add_energy_columns(ColumnList &columns) {
  columns.push_back(make_column("loss", [](const Measures &m) { return m.loss; }));
  columns.push_back(
      make_column("regularization", [](const Measures &m) { return m.regularization(); }));
  columns.push_back(make_column(
      "objective", [](const Measures &m) { return m.loss + m.regularization() + m.entropy(); }));
  columns.push_back(make_column("dissipation", [](const Measures &m) { return m.dissipation(); }));
}

void add_entropy_column(ColumnList &columns) {
  columns.push_back(make_density_column("entropy", [](const auto &m) { return m.entropy(); }));
}

} // namespace rhoflow
