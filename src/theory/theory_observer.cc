#include "theory/theory_observer.h"

#include "csv/cut_table.h"

#include <sstream>

namespace rhoflow {

template <int dim>
void TheoryObserver<dim>::open(bool resumed) {
  state_.communicator.on_root([&] {
    tables_.emplace(parameters_, folder_,
                    resumed ? TextFile::Mode::append : TextFile::Mode::replace);
    if (gram_left_out_ && !resumed)
      log_.note("no Gram matrices: more samples than Theory/Largest Gram matrix");
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
  const TheoryRow row = collector_.collect(state_);
  state_.communicator.on_root([&] {
    tables_->add(row);
    if (!parameters_.relative_entropy)
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
  state_.communicator.on_root([&] {
    for (const std::string &name : TheoryTables::names(parameters_))
      cut_table(folder_ + '/' + name, time);
  });
}

template class TheoryObserver<2>;
template class TheoryObserver<3>;

} // namespace rhoflow
