#include "statistics/statistics_observer.h"

#include "csv/cut_table.h"
#include "csv/number_table.h"
#include "rhoflow/base/errors.h"

#include <sstream>

namespace rhoflow {

void StatisticsObserver::open(bool resumed) {
  communicator_.on_root([&] {
    file_.emplace(path_, StatisticsRow::names(),
                  resumed ? TextFile::Mode::append : TextFile::Mode::replace);
  });
}

void StatisticsObserver::output(const OutputTime &) {
  const StatisticsRow row = measure_row(clock_.seconds());
  communicator_.on_root([&] {
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
  communicator_.on_root([&] { file_->close(); });
}

void StatisticsObserver::restore(const ObserverStates &, double time) {
  communicator_.on_root([&] {
    const NumberTable table = read_number_table(path_);
    if (table.names != StatisticsRow::names())
      throw InputError(path_ + ": the columns are not those of this version; start the run without "
                               "--resume");
    for (const std::vector<double> &values : table.rows)
      if (const StatisticsRow row{values}; row["time"] <= time)
        history_.push_back(row);
    cut_table(path_, time);
  });
}

} // namespace rhoflow
