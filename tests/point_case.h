// SPDX-License-Identifier: Apache-2.0
// Small runs on points for the tests.
#pragma once

#include "points/point_start.h"
#include "points/point_training.h"
#include "rhoflow/depth/depth_grid.h"

#include <memory>
#include <vector>

namespace rhoflow::test {

/// A problem for points; by default four shifts of 1024 points, four Gauss nodes.
struct PointCase {
  NetworkParameters network;
  DataSet data;
  DepthRule rule = DepthRule::gauss;
  unsigned int depth_nodes = 4;
  PointParameters points;
  WeightsParameters weights;
  NoiseParameters confinement;
  double lambda = 0., tolerance = 1e-6;
  Communicator communicator = {}; ///< those who share the shifts

  explicit PointCase(DataSet samples) : data(std::move(samples)) {
    points.number = 1024;
    points.shifts = 4;
  }

  bool trained_head() const { return network.head == HeadType::trained; }
  DepthGrid depth() const { return DepthGrid(rule, depth_nodes, 1); }
  PointStartSetting start() const {
    return {points, weights, depth().size(), data.dimension, trained_head()};
  }
  std::shared_ptr<const ParticleNetwork> make_network() const {
    return std::make_shared<const ParticleNetwork>(network, data, depth());
  }
  Regularization regularization() const {
    Regularization result;
    result.set(lambda > 0., lambda);
    return result;
  }
  ShiftPartition partition() const { return ShiftPartition(points.shifts, communicator); }
  std::vector<Particles> make_starts() const { return make_points(start(), partition()); }
  PointTraining train(std::vector<Particles> shifts) const {
    return PointTraining(make_network(), std::move(shifts), partition(), regularization(),
                         tolerance, 0., confinement);
  }
  PointTraining train() const { return train(make_starts()); }
};

/// Steps up to @p end.
inline void advance(PointTraining &training, double end) {
  while (training.time() < end)
    training.step(end);
}

/// The loss with its standard error.
inline ShiftMean loss_of(const PointTraining &training) {
  return {training.loss(), training.loss_error()};
}

} // namespace rhoflow::test
