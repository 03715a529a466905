// SPDX-License-Identifier: Apache-2.0
#include "observers/curve_observer.h"

#include "csv/kept_rows.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

namespace {

std::vector<std::string> columns_of(const Training &training) {
  std::vector<std::string> columns{"time", "x0", "prediction"};
  if (training.has_prediction_errors())
    columns.emplace_back("error");
  return columns;
}

/// @p n uniform points of the range of @p values and a tenth more on both sides; of values that
/// are all the same, of one unit on both sides.
std::vector<double> points_around(const std::vector<double> &values, unsigned int n) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  const double margin = *most > *least ? 0.1 * (*most - *least) : 1.;
  const double first = *least - margin, length = *most - *least + 2. * margin;
  std::vector<double> points;
  for (unsigned int i = 0; i < n; ++i)
    points.push_back(n > 1 ? first + length * i / (n - 1) : 0.5 * (*least + *most));
  return points;
}

} // namespace

CurveObserver::CurveObserver(const Training &training, const DataSet &samples,
                             const DataUnits &units, unsigned int points, const std::string &folder,
                             RunLog &log)
    : training_(training), units_(units), path_(folder + "/curve.csv"), log_(log) {
  RHOFLOW_PRECONDITION(samples.dimension == 1, "one input");
  RHOFLOW_PRECONDITION(points >= 1, "at least one point");
  inputs_ = points_around(samples.inputs, points);
}

void CurveObserver::open(bool resumed) {
  training_.communicator().on_root([&] {
    file_.emplace(path_, columns_of(training_),
                  resumed ? TextFile::Mode::append : TextFile::Mode::replace);
  });
}

void CurveObserver::output(const OutputTime &) {
  n_rows_ += inputs_.size();
  const PredictedValues predicted =
      in_units_of_user(training_.predict_with_errors(units_.inputs_of_solver(inputs_)), units_);
  training_.communicator().on_root([&] {
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      std::vector<double> row{training_.time(), inputs_[i], predicted.values[i]};
      if (!predicted.errors.empty())
        row.push_back(predicted.errors[i]);
      file_->add_row(row);
    }
    file_->flush();
  });
}

void CurveObserver::finish() {
  training_.communicator().on_root([&] { file_->close(); });
}

void CurveObserver::save(ObserverStates &states) const {
  states["curve_rows"] = {double(n_rows_)};
}

void CurveObserver::restore(const ObserverStates &states, double time) {
  const auto expected = saved_count(states, "curve_rows");
  n_rows_ = expected.value_or(0);
  training_.communicator().on_root([&] {
    const KeptRows kept = keep_rows(path_, columns_of(training_), time, expected);
    if (expected && !kept.loss.empty())
      log_.warn(time, "curve.csv " + kept.loss);
  });
}

} // namespace rhoflow
