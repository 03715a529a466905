// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/data/standardisation.h"

#include "rhoflow/base/errors.h"
#include "rhoflow/base/precondition.h"

#include <boost/math/statistics/univariate_statistics.hpp>

#include <cmath>
#include <sstream>

namespace rhoflow {

namespace {

bool includes_inputs(Standardisation which) {
  return which == Standardisation::inputs || which == Standardisation::both;
}

bool includes_labels(Standardisation which) {
  return which == Standardisation::labels || which == Standardisation::both;
}

ColumnScale measure_column(const std::string &name, const std::vector<double> &values) {
  ColumnScale column{name, boost::math::statistics::mean(values), 0};
  // A single value has no deviation, and equal values have one of rounding only.
  column.deviation = std::sqrt(boost::math::statistics::variance(values));
  if (column.deviation <= 1e-14 * std::abs(column.mean))
    column.deviation = 0;
  if (!std::isfinite(column.mean) || !std::isfinite(column.deviation))
    throw InputError("the values of " + name +
                     " are too large to be squared; divide them by their size");
  return column;
}

/// The label is the last of the columns.
bool is_label(const std::vector<ColumnScale> &columns, std::size_t k) {
  return k + 1 == columns.size();
}

} // namespace

double DataUnits::input_of_user(double value, unsigned int k) const {
  return change_inputs() ? input_shift[k] + input_scale[k] * value : value;
}

std::vector<double> DataUnits::labels_of_user(std::vector<double> values) const {
  for (double &value : values)
    value = label_of_user(value);
  return values;
}

std::vector<double> DataUnits::inputs_of_solver(std::vector<double> inputs) const {
  const std::size_t d = input_shift.size();
  RHOFLOW_PRECONDITION(d == 0 || inputs.size() % d == 0,
                       "inputs have the shape [sample][dimension]");
  if (change_inputs())
    for (std::size_t i = 0; i < inputs.size(); ++i)
      inputs[i] = (inputs[i] - input_shift[i % d]) / input_scale[i % d];
  return inputs;
}

DataSet DataUnits::samples_of_solver(DataSet samples) const {
  samples.inputs = inputs_of_solver(std::move(samples.inputs));
  for (double &label : samples.labels)
    label = (label - label_shift) / label_scale;
  return samples;
}

bool ColumnScale::is_far_from_one() const {
  return std::hypot(mean, deviation) > 2. || (deviation > 0 && deviation < 0.1);
}

std::vector<ColumnScale> measure_columns(const DataSet &data) {
  RHOFLOW_PRECONDITION(data.size() > 0, "there are samples");
  std::vector<ColumnScale> columns;
  const std::vector<std::string> names = input_names(data.dimension);
  std::vector<double> values(data.size());
  for (unsigned int k = 0; k < data.dimension; ++k) {
    for (std::size_t i = 0; i < data.size(); ++i)
      values[i] = data.input(i, k);
    columns.push_back(measure_column(names[k], values));
  }
  columns.push_back(measure_column("y", data.labels));
  return columns;
}

std::string describe_far_columns(const std::vector<ColumnScale> &columns, Standardisation which) {
  std::ostringstream text;
  text.precision(3);
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const bool asked = is_label(columns, k) ? includes_labels(which) : includes_inputs(which);
    if (asked && columns[k].is_far_from_one())
      text << (text.tellp() > 0 ? ", " : "") << columns[k].name << " (mean " << columns[k].mean
           << ", deviation " << columns[k].deviation << ")";
  }
  return text.str();
}

Standardisation choose_standardisation(const std::vector<ColumnScale> &columns) {
  const bool inputs = !describe_far_columns(columns, Standardisation::inputs).empty();
  const bool labels = !describe_far_columns(columns, Standardisation::labels).empty();
  if (inputs)
    return labels ? Standardisation::both : Standardisation::inputs;
  return labels ? Standardisation::labels : Standardisation::none;
}

DataUnits standard_units(const std::vector<ColumnScale> &columns, Standardisation which) {
  RHOFLOW_PRECONDITION(which != Standardisation::automatic, "it is known what is standardised");
  DataUnits units;
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const double scale = columns[k].deviation > 0 ? columns[k].deviation : 1;
    if (is_label(columns, k)) {
      if (includes_labels(which)) {
        units.label_shift = columns[k].mean;
        units.label_scale = scale;
      }
    } else if (includes_inputs(which)) {
      units.input_shift.push_back(columns[k].mean);
      units.input_scale.push_back(scale);
    }
  }
  return units;
}

} // namespace rhoflow
