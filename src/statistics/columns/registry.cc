// SPDX-License-Identifier: Apache-2.0
#include "statistics/columns/registry.h"

#include "statistics/columns/energy.h"
#include "statistics/columns/errors.h"
#include "statistics/columns/fit.h"
#include "statistics/columns/progress.h"
#include "statistics/columns/weights.h"

namespace rhoflow {

namespace {

ColumnList make_columns() {
  ColumnList columns;
  add_progress_columns(columns);
  add_energy_columns(columns);
  add_mass_columns(columns);
  add_second_moment_columns(columns);
  add_resolution_columns(columns);
  add_wall_time_column(columns);
  add_fit_columns(columns);
  add_entropy_column(columns);
  add_error_columns(columns);
  return columns;
}

} // namespace

const ColumnList &statistics_columns() {
  static const ColumnList columns = make_columns();
  return columns;
}

} // namespace rhoflow
