// SPDX-License-Identifier: Apache-2.0
#include "statistics/statistics_row.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

const std::vector<std::string> &StatisticsRow::names() {
  static const std::vector<std::string> list = [] {
    std::vector<std::string> names;
    for (const auto &column : statistics_columns())
      names.push_back(column->name());
    return names;
  }();
  return list;
}

double StatisticsRow::operator[](const std::string &name) const {
  const auto found = std::find(names().begin(), names().end(), name);
  RHOFLOW_PRECONDITION(found != names().end(), "there is such a column");
  return values[std::size_t(found - names().begin())];
}

} // namespace rhoflow
