#include "run/run_loop.h"

#include "observers/output_schedule.h"

namespace rhoflow {

namespace {

/// Calls @p action(observer) for all, one after the other, and takes their time.
template <typename Action>
void for_each(const ObserverList &observers, RunRecord &record, const Action &action) {
  for (const auto &observer : observers) {
    const ScopedTimer timer(record, observer->stage());
    action(*observer);
  }
}

void record_effort(const Training &training, RunRecord &record) {
  for (const auto &[part, seconds] : training.seconds())
    record.add_time(part, seconds);
  record.set_size("steps", training.n_steps());
  record.set_size("rejected_steps", training.n_rejected());
}

} // namespace

void run_loop(Training &training, const ObserverList &observers, const TimeParameters &parameters,
              RunRecord &record, std::optional<unsigned int> outputs_before) {
  OutputSchedule schedule(parameters.output_interval, parameters.end_time);
  OutputTime output{training.time(), outputs_before.value_or(0), false};
  const auto write = [&] {
    output.time = training.time();
    for_each(observers, record, [&](Observer &observer) { observer.output(output); });
    ++output.number;
  };
  for_each(observers, record,
           [&](Observer &observer) { observer.open(outputs_before.has_value()); });
  if (outputs_before)
    schedule.advance_beyond(training.time());
  else
    write();
  try {
    while (!output.last) {
      output.last = schedule.is_last();
      while (training.time() < schedule.next()) {
        const double previous_loss = training.loss();
        training.step(schedule.next());
        for_each(observers, record, [&](Observer &observer) { observer.step(previous_loss); });
      }
      schedule.advance();
      write();
    }
  } catch (...) {
    record_effort(training, record);
    throw;
  }
  for_each(observers, record, [](Observer &observer) { observer.finish(); });
  record_effort(training, record);
}

} // namespace rhoflow
