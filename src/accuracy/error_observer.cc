// SPDX-License-Identifier: Apache-2.0
#include "accuracy/error_observer.h"

#include "csv/kept_rows.h"

#include <cmath>
#include <sstream>

namespace rhoflow {

ErrorObserver::ErrorObserver(const RunErrors &errors, const Training &training,
                             const std::string &folder, RunLog &log, std::vector<Cause> causes)
    : errors_(errors), watch_(errors, log), training_(training), path_(folder + "/errors.csv"),
      log_(log), causes_(std::move(causes)) {}

std::vector<std::string> ErrorObserver::columns() const {
  std::vector<std::string> names{"time", "loss", "loss_error"};
  for (const Cause cause : causes_)
    names.push_back(name_of(cause));
  names.emplace_back("predictions_error");
  return names;
}

std::optional<EstimatedErrors> ErrorObserver::estimate_in(const ObserverStates &states) {
  // Those of former versions have no errors of predictions and are left out.
  EstimatedErrors estimate;
  const auto saved = states.find("loss_errors");
  if (saved == states.end() || !estimate.take(saved->second))
    return std::nullopt;
  return estimate;
}

void ErrorObserver::open(bool resumed) {
  training_.communicator().on_root([&] {
    file_.emplace(path_, columns(),
                  resumed && !begins_ ? TextFile::Mode::append : TextFile::Mode::replace);
    if (!errors_.shortfall.empty() && !resumed)
      log_.warn(training_.time(), errors_.shortfall);
  });
}

void ErrorObserver::output(const OutputTime &output) {
  refresh(output.time);
  // Beyond the end that the errors were estimated for there is no estimate.
  const EstimatedErrors &estimate = errors_.estimate;
  const auto place = estimate.place_of(output.time);
  const double unknown = std::nan(""), loss = training_.loss();
  last_error_ = estimate.loss_error(output.time, loss);
  std::vector<double> row{output.time, loss, last_error_};
  for (const Cause cause : causes_) {
    const std::vector<double> &errors = estimate.loss[cause];
    row.push_back(!place           ? unknown
                  : errors.empty() ? 0.
                                   : loss_scale(loss, estimate.first_loss) * errors[*place]);
  }
  row.push_back(place ? estimate.relative_prediction_error(*place) : unknown);
  training_.communicator().on_root([&] {
    file_->add_row(row);
    file_->flush();
    ++n_rows_;
    if (errors_.shortfall.empty()) // which says it in its own way
      watch_.look(output.time);
  });
}

void ErrorObserver::finish() {
  training_.communicator().on_root([&] {
    file_->close();
    std::ostringstream line;
    line.precision(7);
    line << "loss " << training_.loss();
    line.precision(2);
    line << ", error about " << last_error_ << " (errors.csv)";
    log_.note(line.str()); // the summary at the end says it, too
  });
}

void ErrorObserver::save(ObserverStates &states) const {
  states["loss_errors"] = errors_.estimate.numbers();
  states["said_loss_errors"] = watch_.state();
  states["error_rows"] = {double(n_rows_)};
}

void ErrorObserver::restore(const ObserverStates &states, double time) {
  begins_ = states.count("loss_errors") == 0;
  if (begins_)
    return;
  if (const auto said = states.find("said_loss_errors"); said != states.end())
    watch_.restore(said->second);
  training_.communicator().on_root([&] {
    const KeptRows kept = keep_rows(path_, columns(), time, saved_count(states, "error_rows"));
    n_rows_ = kept.rows.size();
    if (!kept.loss.empty())
      log_.warn(time, "errors.csv " + kept.loss);
  });
}

} // namespace rhoflow
