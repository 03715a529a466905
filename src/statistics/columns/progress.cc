// SPDX-License-Identifier: Apache-2.0
#include "statistics/columns/progress.h"

namespace rhoflow {

void add_progress_columns(ColumnList &columns) {
  columns.push_back(make_column("step", [](const Measures &m) { return double(m.step); }));
  columns.push_back(make_column("time", [](const Measures &m) { return m.time; }));
  columns.push_back(make_column("dt", [](const Measures &m) { return m.last_step; }));
}

void add_wall_time_column(ColumnList &columns) {
  columns.push_back(make_column("wall_time", [](const Measures &m) { return m.wall_time; }));
}

} // namespace rhoflow
