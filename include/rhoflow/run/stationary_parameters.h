// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace dealii {
class ParameterHandler;
}

namespace rhoflow {

/// Section `Stationary`: how rhoflow-stationary looks for the limit of a flow with noise.
struct StationaryParameters {
  unsigned int starts = 4;        ///< of the iteration
  unsigned int iterations = 5000; ///< most evaluations of the network of one start
  double tolerance = 1e-12;       ///< relative residual of the fixed point
  unsigned int seed = 1;          ///< of the starts but the first

  void add_parameters(dealii::ParameterHandler &handler);
};

} // namespace rhoflow
