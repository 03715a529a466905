// SPDX-License-Identifier: Apache-2.0
#include "run/run_loop.h"

#include "observers/output_schedule.h"

namespace rhoflow {

namespace {

/// What the loop works with.
struct Loop {
  Training &training;
  const ObserverList &observers;
  const RunControl &control;
  RunRecord &record;
  OutputSchedule schedule;
  OutputTime output;

  /// Calls @p action(observer) for all, one after the other, and takes their time.
  template <typename Action>
  void for_each(const Action &action) const {
    for (const auto &observer : observers) {
      const ScopedTimer timer(record, observer->stage());
      action(*observer);
    }
  }

  void write() {
    output.time = training.time();
    for_each([&](Observer &observer) { observer.output(output); });
    ++output.number;
  }

  bool may_go_on() const {
    const RunControl::Wish wish = control.ask(training.communicator());
    if (wish != RunControl::Wish::go_on)
      for_each([&](Observer &observer) { observer.keep(output.number); });
    return wish != RunControl::Wish::stop;
  }

  /// To the next output time, which is written.
  RunEnd advance() {
    output.last = schedule.is_last();
    while (training.time() < schedule.next()) {
      const double previous_loss = training.loss();
      training.step(schedule.next());
      for_each([&](Observer &observer) { observer.step(previous_loss); });
      // At an output time the output comes first.
      if (training.time() < schedule.next() && !may_go_on())
        return RunEnd::stopped;
    }
    schedule.advance();
    write();
    return output.last || may_go_on() ? RunEnd::reached : RunEnd::stopped;
  }
};

void record_effort(const Training &training, RunRecord &record) {
  for (const auto &[part, seconds] : training.seconds())
    record.add_time(part, seconds);
  record.set_size("steps", training.n_steps());
  record.set_size("rejected_steps", training.n_rejected());
}

} // namespace

RunEnd run_loop(Training &training, const ObserverList &observers, const TimeParameters &parameters,
                const RunControl &control, RunRecord &record,
                std::optional<unsigned int> outputs_before) {
  Loop loop{training,
            observers,
            control,
            record,
            OutputSchedule(parameters.output_interval, parameters.end_time),
            {training.time(), outputs_before.value_or(0), false}};
  loop.for_each([&](Observer &observer) { observer.open(outputs_before.has_value()); });
  if (outputs_before) {
    loop.output.last = loop.schedule.is_reached(training.time());
    loop.schedule.advance_beyond(training.time());
  } else {
    loop.output.last = parameters.end_time == 0.;
    loop.write();
  }
  RunEnd end = RunEnd::reached;
  try {
    while (!loop.output.last && end == RunEnd::reached)
      end = loop.advance();
  } catch (...) {
    record_effort(training, record);
    throw;
  }
  if (end == RunEnd::reached)
    loop.for_each([](Observer &observer) { observer.finish(); });
  record_effort(training, record);
  return end;
}

} // namespace rhoflow
