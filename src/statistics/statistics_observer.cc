// SPDX-License-Identifier: Apache-2.0
#include "statistics/statistics_observer.h"

#include "csv/kept_rows.h"

#include <sstream>

namespace rhoflow {

void StatisticsObserver::open(bool resumed) {
  training_.communicator().on_root([&] {
    file_.emplace(path_, columns(), resumed ? TextFile::Mode::append : TextFile::Mode::replace);
  });
}

void StatisticsObserver::output(const OutputTime &) {
  const StatisticsRow row = measure_row(clock_.seconds());
  training_.communicator().on_root([&] {
    file_->add_row(row.values);
    file_->flush();
    std::ostringstream line;
    line << "t = " << row["time"] << "  step " << row["step"] << "  loss " << row["loss"] << "  "
         << describe(row);
    log_.note(line.str());
  });
  history_.push_back(row);
}

void StatisticsObserver::finish() {
  training_.communicator().on_root([&] { file_->close(); });
}

void StatisticsObserver::save(ObserverStates &states) const {
  states["statistics_rows"] = {double(history_.size())};
  states["log_size"] = {double(log_.size())};
}

void StatisticsObserver::restore(const ObserverStates &states, double time) {
  training_.communicator().on_root([&] {
    if (const auto size = saved_count(states, "log_size"))
      log_.cut(*size);
    const KeptRows kept = keep_rows(path_, columns(), time, saved_count(states, "statistics_rows"));
    for (const std::vector<double> &values : kept.rows)
      history_.push_back(StatisticsRow{values});
    if (!kept.loss.empty())
      log_.warn(time, "statistics.csv " + kept.loss);
  });
}

} // namespace rhoflow
