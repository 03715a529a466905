// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/exit_status.h"

#include <cstdint>
#include <map>
#include <string>

namespace rhoflow {

/// What is needed to repeat and to judge a run; becomes `run.json` next to its results:
///
///     program, version, git_revision, libraries, start_time (UTC), threads,
///     instruction_set, vector_width_bits        of the hot kernels
///     sizes    { "<name>": integer, ... }
///     timings  { "<stage>": seconds, ... }      accumulated wall time
///     end      { "status": "running" | "done" | "failed" | "stopped" | "bad input",
///                "exit_status", "message", "seconds" }
class RunRecord {
public:
  /// Starts the clock. @p program is the name of the program; versions of Rhoflow and its libraries
  /// are recorded without being asked for.
  explicit RunRecord(std::string program);

  /// Records how many threads the run uses.
  void set_threads(unsigned int threads) { threads_ = threads; }

  /// Records what the hot kernels were compiled for: name of the instruction set, bits a register.
  void set_kernels(const std::string &instruction_set, unsigned int vector_width_bits) {
    instruction_set_ = instruction_set;
    vector_width_bits_ = vector_width_bits;
  }

  /// Records the size @p value (a count) of what @p name says, e.g. "degrees_of_freedom".
  void set_size(const std::string &name, std::uint64_t value) { sizes_[name] = value; }

  /// Adds @p seconds of wall time to the stage @p stage.
  void add_time(const std::string &stage, double seconds) { timings_[stage] += seconds; }

  /// The time accumulated by @p stage in seconds, 0 if it never ran.
  double time(const std::string &stage) const;

  /// Records how the run ended; without it the record says "running", which is what remains on disk
  /// if the program is killed.
  void set_end(ExitStatus status, const std::string &message = {});
  /// The same of a run that a signal stopped.
  void set_stopped(const std::string &message);

  /// The record as JSON text.
  std::string json() const;

  /// Writes the record to @p path in one step. @throws RunError naming the path if that fails
  void write(const std::string &path) const;

  /// Writes the record of a run that failed, also where the disk is full: then over the record
  /// that stands at @p path, in the space that it has. Never throws: the run has a failure to
  /// report already.
  void write_last(const std::string &path) const noexcept;

private:
  std::string program_;
  std::string start_time_;
  double start_; ///< see wall_seconds()
  unsigned int threads_ = 0;
  std::string instruction_set_;
  unsigned int vector_width_bits_ = 0;
  std::map<std::string, std::uint64_t> sizes_;
  std::map<std::string, double> timings_;
  bool ended_ = false;
  ExitStatus status_ = ExitStatus::done;
  bool stopped_ = false;
  std::string message_;
};

/// Adds the wall time between its construction and its destruction to one stage of a record. Not
/// for use by several threads at once.
class ScopedTimer {
public:
  /// @p record has to outlive this object.
  ScopedTimer(RunRecord &record, std::string stage);
  ~ScopedTimer();

  ScopedTimer(const ScopedTimer &) = delete;
  ScopedTimer &operator=(const ScopedTimer &) = delete;

private:
  RunRecord &record_;
  std::string stage_;
  double start_; ///< see wall_seconds()
};

} // namespace rhoflow
