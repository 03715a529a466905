// SPDX-License-Identifier: Apache-2.0
#include "paraview/image_axes.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

namespace {

constexpr std::size_t least_layers = 16;

} // namespace

ImageAxis weight_axis(const std::string &name, const UniformBoxes &boxes, double l) {
  return {name, l * boxes.lower, l * boxes.upper, boxes.number};
}

DepthLayers::DepthLayers(const DepthGrid &depth)
    : means_(depth_means(
          depth, {0., 1., static_cast<unsigned int>(std::max(least_layers, depth.size()))})) {}

ImageAxis DepthLayers::axis(const ImageAxis &other) const {
  return {"s", other.low, other.high, means_.n_points(), 0., 1.};
}

std::vector<double> DepthLayers::stack(const std::vector<std::vector<double>> &values) const {
  RHOFLOW_PRECONDITION(values.size() == means_.n_nodes(), "values at every depth node");
  std::vector<double> layers;
  for (std::size_t i = 0; i < means_.n_points(); ++i) {
    std::vector<double> layer(values.front().size(), 0.);
    for (std::size_t j = 0; j < means_.width(i); ++j)
      for (std::size_t e = 0; e < layer.size(); ++e)
        layer[e] += means_.row(i)[j] * values[means_.first(i) + j][e];
    layers.insert(layers.end(), layer.begin(), layer.end());
  }
  return layers;
}

} // namespace rhoflow
