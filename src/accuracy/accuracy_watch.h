// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accuracy/indicators.h"
#include "observers/run_log.h"
#include "rhoflow/density/weights_parameters.h"
#include "rhoflow/depth/depth_parameters.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace rhoflow {

/// Causes of errors, with estimates of what they do to predictions and loss, relative.
struct ErrorEstimates {
  double outer = 0.; ///< nodes of the outer weights
  double inner = 0.; ///< cells of the inner mesh
  double box = 0.;   ///< its walls
  double depth = 0.; ///< nodes of the depth
  double time = 0.;  ///< steps of the training time
};

/// Weighs the indicators as errors were measured against finer runs (doc/numerics.md). All are
/// dimensionless shares; the weights are fitted, not derived.
/// @param degree of the inner mesh
/// @param resolution_outer share of energy in the finest outer modes
/// @param step_errors sum of the estimated errors of the steps so far
ErrorEstimates estimate_errors(const Indicators &indicators, unsigned int degree,
                               double resolution_outer, double step_errors);

/// Says when an estimate passes a percent, what the cause is and which parameters to set to which
/// value, if there is a finer one; again whenever the estimate has grown tenfold.
class AccuracyWatch {
public:
  /// @param accepts whether a run takes settings, "Section/Key = value, Section/Key = value"; no
  ///                others are named
  AccuracyWatch(WeightsParameters weights, const DepthParameters &depth, double tolerance,
                std::function<bool(const std::string &)> accepts, RunLog &log)
      : weights_(std::move(weights)), depth_(depth), tolerance_(tolerance),
        accepts_(std::move(accepts)), log_(log) {}

  /// Warns of @p estimates at training time @p time, where walls are too near of these alone.
  void look(double time, const ErrorEstimates &estimates);

  /// What was said, for a checkpoint: an estimate per cause, 0 where nothing was.
  std::vector<double> state() const;
  void restore(const std::vector<double> &state);

private:
  std::string remedy_outer() const;
  std::string remedy_inner(double estimate) const;
  std::string remedy_box() const;
  std::string remedy_depth() const;
  std::string remedy_time() const;
  void check(double time, std::size_t cause, double estimate, const std::string &what,
             const std::string &remedy);

  WeightsParameters weights_;
  DepthParameters depth_;
  double tolerance_;
  std::function<bool(const std::string &)> accepts_;
  RunLog &log_;
  std::vector<double> said_ = std::vector<double>(5, 0.); ///< the estimate said last, per cause
};

} // namespace rhoflow
