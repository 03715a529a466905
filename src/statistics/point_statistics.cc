// SPDX-License-Identifier: Apache-2.0
#include "statistics/point_statistics.h"

#include <algorithm>
#include <sstream>

namespace rhoflow {

namespace {

/// Number of the column @p name, or how many there are.
std::size_t place_in(const std::vector<std::string> &names, const std::string &name) {
  return std::size_t(std::find(names.begin(), names.end(), name) - names.begin());
}

} // namespace

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
    if (place_in(names, name + "_error") == names.size())
      names.push_back(name + "_error");
  return names;
}

StatisticsRow PointStatistics::measure_row(double wall_time) const {
  std::vector<std::vector<double>> at_test_samples(training_.shifts().size());
  if (test().size() > 0)
    at_test_samples = training_.predict_shifts(test().inputs);
  const std::vector<ShiftMean> means = measure_shifts(training_, [&](const auto &shift) {
    ParticleMeasures measures = measure(shift, wall_time);
    const auto number = std::size_t(&shift - training_.shifts().data());
    measures.fit = measure_fit(shift, test(), at_test_samples[number]);
    return statistics_row(measures).values;
  });
  const std::vector<std::string> names = columns();
  StatisticsRow row;
  row.values.resize(names.size());
  for (std::size_t c = 0; c < means.size(); ++c)
    row.values[c] = means[c].value;
  for (const std::string &name : columns_with_error())
    row.values[place_in(names, name + "_error")] = means[place_in(names, name)].error;
  return row;
}

std::string PointStatistics::describe(const StatisticsRow &row) const {
  std::ostringstream text;
  text << "error " << row.values[place_in(columns(), "loss_error")] << "  second moments "
       << row["second_moment_encoder"] << " " << row["second_moment_head"];
  return text.str();
}

} // namespace rhoflow
