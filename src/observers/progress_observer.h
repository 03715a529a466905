// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observers/observer.h"
#include "observers/progress.h"
#include "rhoflow/time/training.h"

#include <string>

namespace rhoflow {

/// Tells the user how far the run is, after every step and at output times.
class ProgressObserver : public Observer {
public:
  ProgressObserver(const Training &training, double end_time, Progress &progress)
      : training_(training), end_time_(end_time), progress_(progress) {}

  std::string stage() const override { return "output"; }
  void step(double) override {
    progress_.step(training_.time(), end_time_, training_.n_steps(), training_.loss());
  }
  void output(const OutputTime &) override {
    progress_.report(training_.time(), end_time_, training_.n_steps(), training_.loss());
  }

private:
  const Training &training_;
  double end_time_;
  Progress &progress_;
};

} // namespace rhoflow
