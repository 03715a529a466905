#pragma once

#include "observers/observer.h"
#include "observers/run_log.h"
#include "rhoflow/time/training.h"

#include <string>

namespace rhoflow {

/// Warns once if the loss rises from one step to the next where it has to fall.
class LossWatch : public Observer {
public:
  /// @param remedy what helps, for instance "lower Time/Tolerance"
  LossWatch(const Training &training, std::string remedy, RunLog &log)
      : training_(training), remedy_(std::move(remedy)), log_(log) {}

  std::string stage() const override { return "output"; }
  void step(double previous_loss) override;

protected:
  /// Says "MESSAGE (VALUE)" the first time that it is @p bad.
  void check(bool bad, bool &warned, const std::string &message, double value);

  /// What the loss may rise from step to step by rounding.
  static constexpr double loss_tolerance = 1e-12;
  bool warned_loss_ = false;

private:
  const Training &training_;
  std::string remedy_;
  RunLog &log_;
};

} // namespace rhoflow
