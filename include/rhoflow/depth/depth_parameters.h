// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/depth/depth_grid.h"

namespace dealii {
class ParameterHandler;
}

namespace rhoflow {

/// Section `Depth`: how s in [0, 1] is discretized.
struct DepthParameters {
  DepthRule rule = DepthRule::gauss;
  unsigned int nodes = 4; ///< per interval (gauss) or layers per interval (euler)
  unsigned int intervals = 1;

  void add_parameters(dealii::ParameterHandler &handler);
  /// @throws InputError for more nodes than the rule supports.
  void check() const;
};

} // namespace rhoflow
