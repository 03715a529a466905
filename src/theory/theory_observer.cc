// SPDX-License-Identifier: Apache-2.0
#include "theory/theory_observer.h"

#include <sstream>

namespace rhoflow {

template <int dim>
void TheoryObserver<dim>::open(bool resumed) {
  state_.communicator.on_root([&] {
    tables_.emplace(parameters_, folder_,
                    resumed ? TextFile::Mode::append : TextFile::Mode::replace);
    if (gram_left_out_ && !resumed)
      log_.say(
          "no Gram matrices: more samples than Theory/Largest Gram matrix; their columns are nan");
    if (state_.problem->noise.is_active() && !resumed && parameters_.needs_rates())
      log_.say(
          "noise or confinement: no characteristics, rates of entropies and bounds of the decay; "
          "their columns are nan");
  });
}

template <int dim>
void TheoryObserver<dim>::note(const std::string &gap, double time, bool &noted) {
  // Once: it only grows from there on.
  if (noted || gap.empty())
    return;
  std::ostringstream line;
  line << "note: t = " << time << ": " << gap;
  log_.note(line.str());
  noted = true;
}

template <int dim>
void TheoryObserver<dim>::output(const OutputTime &time) {
  if (!parameters_.any() || !time.due(parameters_.every))
    return;
  TheoryRow row = collector_.collect(flow_);
  if (errors_ != nullptr)
    row.errors = errors_->of_quantities(row.time);
  state_.communicator.on_root([&] {
    tables_->add(row);
    if (!parameters_.relative_entropy || state_.problem->noise.is_active())
      return;
    note(find_grid_entropy_gap(row), row.time, noted_grid_entropy_);
    note(find_entropy_gap(row), row.time, noted_entropy_);
  });
}

template <int dim>
void TheoryObserver<dim>::finish() {
  state_.communicator.on_root([&] { tables_->close(); });
}

template <int dim>
void TheoryObserver<dim>::restore(const ObserverStates &states, double time) {
  collector_.restore(observer_state(states, "theory"));
  noted_entropy_ = saved_count(states, "noted_entropy").value_or(0) > 0;
  noted_grid_entropy_ = saved_count(states, "noted_grid_entropy").value_or(0) > 0;
  state_.communicator.on_root([&] {
    former_rows_ = keep_rows_until(time, TheoryTables::columns(parameters_), folder_, states, log_);
  });
}

template <int dim>
void TheoryObserver<dim>::save(ObserverStates &states) const {
  states["theory"] = collector_.state();
  if (!tables_) // of another process than the first
    return;
  states["noted_entropy"] = {double(noted_entropy_)};
  states["noted_grid_entropy"] = {double(noted_grid_entropy_)};
  save_rows(tables_->rows(), former_rows_, states);
}

template class TheoryObserver<2>;
template class TheoryObserver<3>;

} // namespace rhoflow
