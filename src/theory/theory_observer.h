// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observers/observer.h"
#include "observers/run_log.h"
#include "theory/theory_collector.h"
#include "theory/theory_tables.h"

#include <optional>
#include <string>

namespace rhoflow {

/// Gathers the quantities of the theory after every step and writes their tables; notes in run.log
/// where two ways of computing a relative entropy differ.
template <int dim>
class TheoryObserver : public Observer {
public:
  /// @param parameters as TheoryParameters::for_samples() gives them
  /// @param gram_left_out there are too many samples for the Gram matrices that were asked for
  /// @param flow at its start; the starts are what it started from
  /// @param errors of the discretization, may be null; to outlive this object
  TheoryObserver(const TheoryParameters &parameters, bool gram_left_out,
                 const GradientFlow<dim> &flow, const GaussianMixture &encoder_start,
                 const GaussianMixture &head_start, std::string folder, RunLog &log,
                 const EstimatedErrors *errors)
      : parameters_(parameters), gram_left_out_(gram_left_out), flow_(flow), state_(flow.state()),
        folder_(std::move(folder)), log_(log), errors_(errors),
        collector_(parameters, flow, encoder_start, head_start) {}

  std::string stage() const override { return "theory"; }
  void open(bool resumed) override;
  void step(double) override { collector_.step(flow_); }
  void output(const OutputTime &time) override;
  void finish() override;
  void save(ObserverStates &states) const override;
  void restore(const ObserverStates &states, double time) override;

private:
  void note(const std::string &gap, double time, bool &noted);

  TheoryParameters parameters_;
  bool gram_left_out_;
  const GradientFlow<dim> &flow_;
  const FlowState<dim> &state_;
  std::string folder_;
  RunLog &log_;
  const EstimatedErrors *errors_;
  TheoryCollector<dim> collector_;
  std::optional<TheoryTables> tables_; ///< of the first process
  TheoryTables::Rows former_rows_;     ///< those before a resume
  bool noted_entropy_ = false, noted_grid_entropy_ = false;
};

} // namespace rhoflow
