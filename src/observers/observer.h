// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rhoflow {

/// What observers need to go on where they were, for a checkpoint: lists of numbers by name.
using ObserverStates = std::map<std::string, std::vector<double>>;

/// A time at which a run writes: its start, multiples of the output interval, its end.
struct OutputTime {
  double time = 0.;
  unsigned int number = 0; ///< 0 at the start
  bool last = false;

  /// Whether something that is written at every @p every-th output time and at the end is due;
  /// 0 means never.
  bool due(unsigned int every) const { return every > 0 && (last || number % every == 0); }
};

/// Something that looks at a run and writes down what it sees: a table, fields, pictures, a
/// checkpoint, warnings. It holds references to what it looks at, sees it at the times below, and
/// changes nothing of it. Of several processes all make all calls.
class Observer {
public:
  virtual ~Observer() = default;

  /// Under which name its seconds stand in run.json.
  virtual std::string stage() const = 0;

  /// Before the first step of a run or, @p resumed, of a further part of it: opens files.
  /// @throws RunError naming a file that cannot be written, as all others
  virtual void open(bool resumed) { (void)resumed; }
  /// After every accepted step. @param previous_loss before it
  virtual void step(double previous_loss) { (void)previous_loss; }
  virtual void output(const OutputTime &time) { (void)time; }
  /// Between output times, of which @p n_outputs were: the run wants to be able to go on from here,
  /// because the last checkpoint is long ago or because it is told to stop.
  virtual void keep(unsigned int n_outputs) { (void)n_outputs; }
  /// After the last output time of a run that reached its end: what is drawn once, closing files.
  virtual void finish() {}

  /// What makes a run that reached its end not count as done; empty: nothing.
  virtual std::string verdict() const { return {}; }

  /// Enters what it has to remember, under names of its own.
  virtual void save(ObserverStates &states) const { (void)states; }
  /// Goes back to what save() gave at @p time, before open(); drops what its files say of later
  /// times. @throws InputError if files or states are not those of this run
  virtual void restore(const ObserverStates &states, double time) {
    (void)states;
    (void)time;
  }
};

using ObserverList = std::vector<std::unique_ptr<Observer>>;

/// The whole number that is the state called @p name; none if it is missing, as in checkpoints of
/// former versions.
std::optional<std::size_t> saved_count(const ObserverStates &states, const std::string &name);

/// The state called @p name. @throws InputError if it is missing
const std::vector<double> &observer_state(const ObserverStates &states, const std::string &name);

} // namespace rhoflow
