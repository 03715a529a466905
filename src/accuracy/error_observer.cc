// SPDX-License-Identifier: Apache-2.0
#include "run/resolution/error_observer.h"

#include "csv/kept_rows.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace rhoflow {

namespace {

std::vector<std::string> columns() {
  std::vector<std::string> names{"time", "loss", "loss_error"};
  for (const Cause cause : all_causes)
    names.push_back(name_of(cause));
  return names;
}

} // namespace

ErrorObserver::ErrorObserver(const ChosenResolution *chosen, const Training &training,
                             const std::string &folder, RunLog &log)
    : training_(training), path_(folder + "/errors.csv"), log_(log),
      first_loss_(std::abs(training.loss())) {
  if (chosen == nullptr)
    return;
  errors_ = chosen->errors;
  shortfall_ = chosen->shortfall;
}

bool ErrorObserver::is_in(const ObserverStates &states) {
  return states.count("loss_errors") > 0;
}

void ErrorObserver::open(bool resumed) {
  training_.communicator().on_root([&] {
    file_.emplace(path_, columns(), resumed ? TextFile::Mode::append : TextFile::Mode::replace);
    if (!shortfall_.empty() && !resumed)
      log_.warn(training_.time(), shortfall_);
  });
}

double ErrorObserver::scale() const {
  constexpr double least_share = 1e-3; // see TrialDifference
  return std::max(std::abs(training_.loss()), least_share * first_loss_);
}

void ErrorObserver::output(const OutputTime &output) {
  // Beyond the end that the errors were estimated for there is no estimate.
  const auto place = std::find_if(errors_.times.begin(), errors_.times.end(), [&](double time) {
    return std::abs(time - output.time) <= 1e-9 * (1. + time);
  });
  const auto k = static_cast<std::size_t>(place - errors_.times.begin());
  const bool known = place != errors_.times.end();
  last_error_ = known ? scale() * errors_.total(k) : std::nan("");
  std::vector<double> row{output.time, training_.loss(), last_error_};
  for (const Cause cause : all_causes) {
    const std::vector<double> &errors = errors_.loss[cause];
    row.push_back(!known ? std::nan("") : errors.empty() ? 0. : scale() * errors[k]);
  }
  training_.communicator().on_root([&] {
    file_->add_row(row);
    file_->flush();
    ++n_rows_;
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
  std::vector<double> numbers{first_loss_, errors_.predictions, double(errors_.times.size())};
  numbers.insert(numbers.end(), errors_.times.begin(), errors_.times.end());
  for (const Cause cause : all_causes) {
    std::vector<double> errors = errors_.loss[cause];
    errors.resize(errors_.times.size(), 0.);
    numbers.insert(numbers.end(), errors.begin(), errors.end());
  }
  states["loss_errors"] = numbers;
  states["error_rows"] = {double(n_rows_)};
}

void ErrorObserver::restore(const ObserverStates &states, double time) {
  const std::vector<double> &numbers = observer_state(states, "loss_errors");
  const std::size_t n = numbers.size() > 3 ? static_cast<std::size_t>(numbers[2]) : 0;
  if (numbers.size() == 3 + (1 + n_causes) * n) {
    first_loss_ = numbers[0];
    errors_.predictions = numbers[1];
    auto next = numbers.begin() + 3;
    const auto take = [&](std::vector<double> &values) {
      values.assign(next, next + static_cast<std::ptrdiff_t>(n));
      next += static_cast<std::ptrdiff_t>(n);
    };
    take(errors_.times);
    for (const Cause cause : all_causes)
      take(errors_.loss[cause]);
  }
  training_.communicator().on_root([&] {
    const KeptRows kept = keep_rows(path_, columns(), time, saved_count(states, "error_rows"));
    n_rows_ = kept.rows.size();
    if (!kept.loss.empty())
      log_.warn(time, "errors.csv " + kept.loss);
  });
}

} // namespace rhoflow
