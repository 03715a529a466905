// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/columns/registry.h"

#include <string>
#include <vector>

namespace rhoflow {

/// One line of statistics.csv.
struct StatisticsRow {
  std::vector<double> values; ///< one per column; errors of points behind them

  /// The names of the columns, as in the file.
  static const std::vector<std::string> &names();
  /// The value of the column @p name. @pre there is such a column
  double operator[](const std::string &name) const;
};

/// All columns of a density or a finite network. Collective.
/// @param measures DensityMeasures or ParticleMeasures
template <typename AnyMeasures>
StatisticsRow statistics_row(const AnyMeasures &measures) {
  StatisticsRow row;
  for (const auto &column : statistics_columns())
    row.values.push_back(column->value(measures));
  return row;
}

} // namespace rhoflow
