// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observers/observer.h"
#include "observers/run_log.h"
#include "theory/point_theory.h"
#include "theory/theory_tables.h"

#include <optional>
#include <string>

namespace rhoflow {

/// Writes the tables of the theory of a run on points.
class PointTheoryObserver : public Observer {
public:
  /// @param parameters as TheoryParameters::for_samples() gives them
  /// @param gram_left_out there are too many samples for the Gram matrices that were asked for
  /// @param training at its start; the references have to outlive this object
  PointTheoryObserver(const TheoryParameters &parameters, bool gram_left_out,
                      const PointTraining &training, PointStarts starts, std::string folder,
                      RunLog &log)
      : parameters_(parameters), gram_left_out_(gram_left_out), folder_(std::move(folder)),
        log_(log), communicator_(training.communicator()),
        theory_(parameters, training, std::move(starts)) {}

  std::string stage() const override { return "theory"; }
  void open(bool resumed) override;
  void step(double) override { theory_.step(); }
  void output(const OutputTime &time) override;
  void finish() override;
  void save(ObserverStates &states) const override;
  void restore(const ObserverStates &states, double time) override;

private:
  TheoryParameters parameters_;
  bool gram_left_out_;
  std::string folder_;
  RunLog &log_;
  Communicator communicator_;
  PointTheory theory_;
  std::optional<TheoryTables> tables_; ///< of the first process
  TheoryTables::Rows former_rows_;     ///< those before a resume
};

} // namespace rhoflow
