// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/wall_clock.h"
#include "observers/observer.h"
#include "observers/run_log.h"
#include "rhoflow/time/training.h"

#include <functional>
#include <string>

namespace rhoflow {

/// Says, once, that a run would take more than a day, as soon as ten steps and five seconds show
/// it: the steps that are left, if they are like the last one, times the time that a step has
/// taken.
class PaceWatch : public Observer {
public:
  /// @param remedy what is likely to help  @param clock seconds; replaces the wall clock in tests
  PaceWatch(const Training &training, double end_time, std::string remedy, RunLog &log,
            std::function<double()> clock = wall_seconds)
      : training_(training), end_time_(end_time), remedy_(std::move(remedy)), log_(log),
        clock_(std::move(clock)) {}

  std::string stage() const override { return "output"; }
  void open(bool resumed) override;
  void step(double previous_loss) override;

private:
  const Training &training_;
  double end_time_;
  std::string remedy_;
  RunLog &log_;
  std::function<double()> clock_;
  double start_ = 0, last_time_ = 0; ///< seconds; training time
  unsigned long n_steps_ = 0;
  bool said_ = false;
};

} // namespace rhoflow
