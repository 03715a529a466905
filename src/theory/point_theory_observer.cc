// SPDX-License-Identifier: Apache-2.0
#include "theory/point_theory_observer.h"

namespace rhoflow {

void PointTheoryObserver::open(bool resumed) {
  communicator_.on_root([&] {
    tables_.emplace(parameters_, folder_,
                    resumed ? TextFile::Mode::append : TextFile::Mode::replace,
                    PointTheory::columns(parameters_));
    if (gram_left_out_ && !resumed)
      log_.say(
          "no Gram matrices: more samples than Theory/Largest Gram matrix; their columns are nan");
  });
}

void PointTheoryObserver::output(const OutputTime &time) {
  if (!time.due(parameters_.every))
    return;
  const TheoryTables::Lines lines = theory_.collect();
  communicator_.on_root([&] { tables_->add(lines); });
}

void PointTheoryObserver::finish() {
  communicator_.on_root([&] { tables_->close(); });
}

void PointTheoryObserver::save(ObserverStates &states) const {
  // "theory" is the list of densities, which has a place of its own in their checkpoints.
  states["point_theory"] = theory_.state();
  if (tables_) // not of another process than the first
    save_rows(tables_->rows(), former_rows_, states);
}

void PointTheoryObserver::restore(const ObserverStates &states, double time) {
  theory_.restore(observer_state(states, "point_theory"));
  communicator_.on_root([&] {
    former_rows_ = keep_rows_until(time, PointTheory::columns(parameters_), folder_, states, log_);
  });
}

} // namespace rhoflow
