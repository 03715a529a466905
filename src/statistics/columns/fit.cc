// SPDX-License-Identifier: Apache-2.0
#include "statistics/columns/fit.h"

namespace rhoflow {

void add_fit_columns(ColumnList &columns) {
  columns.push_back(make_column("r_squared", [](const Measures &m) { return m.fit.r_squared; }));
  columns.push_back(make_column("test_loss", [](const Measures &m) { return m.fit.test_loss; }));
  columns.push_back(
      make_column("test_r_squared", [](const Measures &m) { return m.fit.test_r_squared; }));
}

} // namespace rhoflow
