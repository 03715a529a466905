// SPDX-License-Identifier: Apache-2.0
#include "depth/depth_interpolation.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

DepthInterpolation interpolate_depth(const DepthGrid &grid, double s) {
  RHOFLOW_PRECONDITION(s >= 0. && s <= 1., "a depth is in [0, 1]");
  const std::vector<DepthGrid::Block> &blocks = grid.blocks();
  // All blocks are equally long. The product may be rounded to below the node of a layer.
  std::size_t i = std::min(std::size_t(s * double(blocks.size())), blocks.size() - 1);
  if (i + 1 < blocks.size() && grid.nodes()[blocks[i + 1].first] <= s)
    ++i;
  DepthInterpolation result{blocks[i].first, {}};
  const double *nodes = grid.nodes().data() + blocks[i].first;
  for (unsigned int j = 0; j < blocks[i].size; ++j) {
    double lagrange = 1.;
    for (unsigned int k = 0; k < blocks[i].size; ++k)
      if (k != j)
        lagrange *= (s - nodes[k]) / (nodes[j] - nodes[k]);
    result.weights.push_back(lagrange);
  }
  return result;
}

} // namespace rhoflow
