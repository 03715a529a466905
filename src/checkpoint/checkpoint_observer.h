// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checkpoint/density_checkpoint.h"
#include "checkpoint/particle_checkpoint.h"
#include "observers/observer.h"
#include "observers/run_clock.h"
#include "particles/particle_training.h"
#include "rhoflow/flow/gradient_flow.h"
#include "rhoflow/observers/output_parameters.h"

#include <string>

namespace rhoflow {

/// Writes the checkpoint of a run, with what all its observers have to remember. To stand behind
/// them in their list.
/// @tparam Content  the checkpoint @tparam Trained what is trained
template <typename Content, typename Trained>
class CheckpointObserver : public Observer {
public:
  /// @param content what does not change during the run
  /// @param all the list this observer is in; the references have to outlive this object
  CheckpointObserver(Content content, const Trained &training, const OutputParameters &parameters,
                     std::string folder, RunClock &clock, const ObserverList &all)
      : content_(std::move(content)), training_(training), parameters_(parameters),
        folder_(std::move(folder)), clock_(clock), all_(all) {}

  std::string stage() const override { return "checkpoint"; }
  void output(const OutputTime &time) override {
    if (parameters_.checkpoint_due(time.last))
      write(time.number + 1);
  }
  void keep(unsigned int n_outputs) override {
    if (parameters_.checkpoint != CheckpointPolicy::none)
      write(n_outputs);
  }

private:
  void write(unsigned int n_outputs) {
    Content content = content_;
    content.wall_time = clock_.seconds();
    content.n_outputs = n_outputs;
    for (const auto &observer : all_)
      observer->save(content.observers);
    write_checkpoint(folder_, training_, std::move(content));
    clock_.mark_checkpoint();
  }

  Content content_;
  const Trained &training_;
  OutputParameters parameters_;
  std::string folder_;
  RunClock &clock_;
  const ObserverList &all_;
};

} // namespace rhoflow
