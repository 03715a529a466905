// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnostics/box_means.h"
#include "vtk/image_grid.h"

#include <string>
#include <vector>

namespace rhoflow {

/// The axis of a physical weight theta = l xi over @p boxes of xi.
ImageAxis weight_axis(const std::string &name, const UniformBoxes &boxes, double l);

/// Boxes beyond R on either side that a density's outer weights need when @p points boxes fill
/// [-R, R], see outer_margin().
template <int dim>
unsigned int needed_margin(const DensitySpace<dim> &space, const NodalMarginals<dim> &marginals,
                           unsigned int points) {
  const double half_width = space.mesh().half_width();
  return outer_margin(space, marginals, {-half_width, half_width, points});
}

/// Equal layers that fill the depth [0, 1], at least sixteen and one for every depth node: a
/// uniform grid needs them, the nodes are not equidistant. A layer is the mean over its part of the
/// depth, see depth_means(), so that the mean of all layers is the integral over the depth by the
/// solver's own rule. Where the polynomial through the nodes overshoots, a layer may be slightly
/// negative.
class DepthLayers {
public:
  explicit DepthLayers(const DepthGrid &depth);

  /// The axis of the layers, stretched to the length of @p other.
  ImageAxis axis(const ImageAxis &other) const;
  /// Layers one above the other, from the values at the depth nodes: [node][entry].
  std::vector<double> stack(const std::vector<std::vector<double>> &values) const;

private:
  LineEvaluation means_;
};

} // namespace rhoflow
