// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace dealii {
class ParameterHandler;
}

namespace rhoflow {

/// Section `Time`: training time, accuracy and output times.
struct TimeParameters {
  double end_time = 5.;
  double tolerance = 1e-6; ///< relative error of a step in the density's natural norm
  double output_interval = 0.5;
  double maximal_step = 0.; ///< 0: none
  bool loss_may_rise = false;

  void add_parameters(dealii::ParameterHandler &handler);
};

} // namespace rhoflow
