// SPDX-License-Identifier: Apache-2.0
#include "accuracy/indicator_observer.h"

#include "csv/kept_rows.h"

#include <algorithm>

namespace rhoflow {

namespace {

const std::vector<std::string> columns{"time",        "outer",     "quadrature",  "potential",
                                       "box",         "depth",     "steps",       "error_outer",
                                       "error_inner", "error_box", "error_depth", "error_time"};

} // namespace

template <int dim>
void IndicatorObserver<dim>::open(bool resumed) {
  state_.communicator.on_root([&] {
    file_.emplace(path_, columns, resumed ? TextFile::Mode::append : TextFile::Mode::replace);
  });
}

template <int dim>
void IndicatorObserver<dim>::output(const OutputTime &) {
  const Indicators found = measure_indicators(state_, refinements_);
  const double outer = history_.back()["resolution_outer"];
  worst_ = worst_of(worst_, found);
  worst_outer_ = std::max(worst_outer_, outer);
  const ErrorEstimates errors =
      estimate_errors(worst_, state_.space(0).mesh().line().degree(), worst_outer_, step_errors_);
  state_.communicator.on_root([&] {
    file_->add_row({state_.time, outer, found.quadrature, found.potential, found.box, found.depth,
                    step_errors_, errors.outer, errors.inner, errors.box, errors.depth,
                    errors.time});
    file_->flush();
    ++n_rows_;
    if (watch_)
      watch_->look(state_.time, errors);
  });
}

template <int dim>
void IndicatorObserver<dim>::finish() {
  state_.communicator.on_root([&] { file_->close(); });
}

template <int dim>
void IndicatorObserver<dim>::save(ObserverStates &states) const {
  states["accuracy"] = {step_errors_,     worst_outer_, worst_.quadrature,
                        worst_.potential, worst_.box,   worst_.depth};
  if (watch_)
    states["said_errors"] = watch_->state();
  states["indicator_rows"] = {double(n_rows_)};
}

template <int dim>
void IndicatorObserver<dim>::restore(const ObserverStates &states, double time) {
  if (const auto saved = states.find("accuracy");
      saved != states.end() && saved->second.size() == 6) {
    const std::vector<double> &values = saved->second;
    step_errors_ = values[0];
    worst_outer_ = values[1];
    worst_ = {values[2], values[3], values[4], values[5]};
  }
  if (const auto saved = states.find("said_errors"); watch_ && saved != states.end())
    watch_->restore(saved->second);
  state_.communicator.on_root([&] {
    const KeptRows kept = keep_rows(path_, columns, time, saved_count(states, "indicator_rows"));
    n_rows_ = kept.rows.size();
    if (!kept.loss.empty())
      log_.warn(time, "indicators.csv " + kept.loss);
  });
}

template class IndicatorObserver<2>;
template class IndicatorObserver<3>;

} // namespace rhoflow
