// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "characteristics/residual_scale.h"
#include "history/history_recorder.h"
#include "observers/observer.h"
#include "observers/run_log.h"
#include "rhoflow/observers/output_parameters.h"
#include "rhoflow/time/training.h"

#include <functional>
#include <string>

namespace rhoflow {

/// Writes history.h5, what determines all densities of a flow without noise: at its end, and
/// whenever there is a checkpoint, so that a run that goes on has the whole history. To stand
/// before the checkpoint in the list of observers. Of several processes the first one records.
class HistoryObserver : public Observer {
public:
  using MakeSample = std::function<HistorySample()>;

  /// @param training at its start; @p training,log have to outlive this object
  /// @param sample features and coefficients as they are when it is called
  HistoryObserver(const Training &training, HistorySetting setting, MakeSample sample,
                  const OutputParameters &parameters, const std::string &folder, RunLog &log);

  std::string stage() const override { return "history"; }
  void open(bool resumed) override;
  void step(double previous_loss) override;
  void output(const OutputTime &time) override;
  void keep(unsigned int n_outputs) override;
  void finish() override;
  void restore(const ObserverStates &states, double time) override;

private:
  void record();
  void write();

  const Training &training_;
  HistoryRecorder recorder_;
  MakeSample sample_;
  ResidualScale scale_;
  OutputParameters parameters_;
  std::string path_;
  RunLog &log_;
  bool records_;              ///< whether there is a history from the start on
  double written_time_ = -1.; ///< of the file; negative: none has been written
};

} // namespace rhoflow
