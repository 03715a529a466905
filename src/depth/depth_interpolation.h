// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/depth/depth_grid.h"

#include <cstddef>
#include <vector>

namespace rhoflow {

/// How what is known at depth nodes is continued to another depth: sum_j weights[j] value(first +
/// j).
struct DepthInterpolation {
  std::size_t first = 0;
  std::vector<double> weights; ///< sum one
};

/// At depth @p s, dimensionless: the polynomial through the nodes of the block of @p grid that it
/// is in; of the rule `euler` the value of the layer. At a node that is the value there.
/// @pre 0 <= s <= 1
DepthInterpolation interpolate_depth(const DepthGrid &grid, double s);

} // namespace rhoflow
