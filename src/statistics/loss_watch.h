// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observers/observer.h"
#include "observers/run_log.h"
#include "rhoflow/time/training.h"

#include <limits>
#include <string>

namespace rhoflow {

/// How much a loss that has to fall may rise, in units of the loss at the start.
struct RiseLimits {
  double noticeable = 1e-6; ///< from here on a rise is warned of: what a step may be off
  double failure = 1e-4;    ///< above the lowest value so far: the run does not count as done
  double end = 1e300;       ///< above the lowest value so far: the run is ended at once
};

/// Looks whether the loss rises where it has to fall: the loss of every step, or a value that a
/// derived class hands over. Warns of the first noticeable rise and of every one ten times larger.
class LossWatch : public Observer {
public:
  /// @param remedy   what helps, for instance "lower Time/Tolerance"
  /// @param may_rise whether a run counts as done in any case
  LossWatch(const Training &training, const RiseLimits &limits, std::string remedy, bool may_rise,
            RunLog &log)
      : training_(training), limits_(limits), remedy_(std::move(remedy)), may_rise_(may_rise),
        log_(log) {}

  std::string stage() const override { return "output"; }
  /// With a regulariser it is the objective that decreases, not the loss.
  void step(double previous_loss) override {
    if (!training_.loss_falls())
      return;
    look_at("loss", previous_loss);
    look_at("loss", training_.loss());
  }
  std::string verdict() const override;
  void save(ObserverStates &states) const override;
  void restore(const ObserverStates &states, double time) override;

protected:
  /// @param name of the value: "loss" or "objective"
  /// @throws RunError where the value has grown beyond all measure
  void look_at(const std::string &name, double value);
  const Training &training() const { return training_; }
  RunLog &log() { return log_; }

private:
  const Training &training_;
  RiseLimits limits_;
  std::string remedy_;
  bool may_rise_;
  RunLog &log_;
  /// The value at the start and the lowest so far.
  double start_ = 0., lowest_ = std::numeric_limits<double>::infinity();
  double said_ = 0.;                    ///< the rise that was warned of last
  double worst_ = 0., worst_time_ = 0.; ///< the largest rise above the lowest value, and when
};

} // namespace rhoflow
