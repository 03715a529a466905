// SPDX-License-Identifier: Apache-2.0
#include "statistics/point_statistics.h"

#include <algorithm>
#include <sstream>

namespace rhoflow {

const std::vector<std::string> &columns_with_error() {
  // Scripts depend on the order: new ones come at the end.
  static const std::vector<std::string> names{"loss",
                                              "regularization",
                                              "objective",
                                              "dissipation",
                                              "second_moment_encoder",
                                              "second_moment_head",
                                              "r_squared",
                                              "test_loss",
                                              "test_r_squared"};
  return names;
}

std::vector<std::string> PointStatistics::columns() const {
  std::vector<std::string> names = StatisticsRow::names();
  for (const std::string &name : columns_with_error())
    names.push_back(name + "_error");
  return names;
}

StatisticsRow PointStatistics::measure_row(double wall_time, const Fit &) const {
  const std::vector<ShiftMean> means = measure_shifts(training_, [&](const auto &shift) {
    ParticleMeasures measures = measure(shift, wall_time);
    measures.fit = measure_fit(shift, test_);
    return statistics_row(measures).values;
  });
  StatisticsRow row;
  for (const ShiftMean &mean : means)
    row.values.push_back(mean.value);
  const std::vector<std::string> &names = StatisticsRow::names();
  for (const std::string &name : columns_with_error()) {
    const auto place = std::find(names.begin(), names.end(), name) - names.begin();
    row.values.push_back(means[std::size_t(place)].error);
  }
  return row;
}

std::string PointStatistics::describe(const StatisticsRow &row) const {
  std::ostringstream text;
  text << "error " << row.values[StatisticsRow::names().size()] << "  second moments "
       << row["second_moment_encoder"] << " " << row["second_moment_head"];
  return text.str();
}

} // namespace rhoflow
