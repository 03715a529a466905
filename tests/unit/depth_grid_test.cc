// SPDX-License-Identifier: Apache-2.0
// Depth rules: nodes, weights and the order conditions of the collocation matrix.

#include "depth/depth_interpolation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace rhoflow {
namespace {

double sum(const std::vector<double> &values) {
  return std::accumulate(values.begin(), values.end(), 0.);
}

TEST(DepthGrid, WeightsSumToOne) {
  for (unsigned int nodes = 1; nodes <= 6; ++nodes) {
    EXPECT_NEAR(sum(DepthGrid(DepthRule::gauss, nodes, 3).weights()), 1., 1e-14);
    EXPECT_NEAR(sum(DepthGrid(DepthRule::euler, nodes, 3).weights()), 1., 1e-14);
  }
}

TEST(DepthGrid, NodesIncreaseWithinTheUnitInterval) {
  for (const DepthRule rule : {DepthRule::gauss, DepthRule::euler}) {
    const DepthGrid grid(rule, 4, 3);
    EXPECT_EQ(grid.size(), 12u);
    for (std::size_t j = 0; j < grid.size(); ++j) {
      EXPECT_GE(grid.nodes()[j], j == 0 ? 0. : grid.nodes()[j - 1] + 1e-6);
      EXPECT_LT(grid.nodes()[j], 1.);
    }
  }
}

TEST(DepthGrid, GaussQuadratureIsExactUpToDegreeTwiceTheNodesMinusOne) {
  for (unsigned int nodes = 1; nodes <= 6; ++nodes) {
    const DepthGrid grid(DepthRule::gauss, nodes, 1);
    for (unsigned int k = 0; k < 2 * nodes; ++k) {
      double integral = 0.;
      for (std::size_t j = 0; j < nodes; ++j)
        integral += grid.weights()[j] * std::pow(grid.nodes()[j], k);
      EXPECT_NEAR(integral, 1. / (k + 1.), 1e-14);
    }
  }
}

TEST(DepthGrid, CollocationMatrixIntegratesPolynomialsToTheNodes) {
  for (const unsigned int intervals : {1u, 3u}) {
    const DepthGrid grid(DepthRule::gauss, 4, intervals);
    for (const DepthGrid::Block &block : grid.blocks()) {
      const double start = double(block.first) / (4 * intervals);
      for (unsigned int j = 0; j < 4; ++j)
        for (unsigned int power = 0; power < 4; ++power) {
          double integral = 0.;
          for (unsigned int k = 0; k < 4; ++k)
            integral += block.matrix[j * 4 + k] * std::pow(grid.nodes()[block.first + k], power);
          const double s = grid.nodes()[block.first + j];
          EXPECT_NEAR(integral,
                      (std::pow(s, power + 1) - std::pow(start, power + 1)) / (power + 1.), 1e-14);
        }
    }
  }
}

TEST(DepthGrid, BlocksCoverTheNodesInOrder) {
  for (const DepthRule rule : {DepthRule::gauss, DepthRule::euler}) {
    const DepthGrid grid(rule, 3, 4);
    unsigned int next = 0;
    for (const DepthGrid::Block &block : grid.blocks()) {
      EXPECT_EQ(block.first, next);
      EXPECT_EQ(block.matrix.size(), std::size_t(block.size) * block.size);
      next += block.size;
    }
    EXPECT_EQ(next, grid.size());
  }
}

TEST(DepthGrid, EulerIsTheExplicitLayerByLayerRule) {
  const DepthGrid grid(DepthRule::euler, 5, 1);
  ASSERT_EQ(grid.blocks().size(), 5u);
  for (unsigned int l = 0; l < 5; ++l) {
    EXPECT_DOUBLE_EQ(grid.nodes()[l], l / 5.);
    EXPECT_DOUBLE_EQ(grid.weights()[l], 0.2);
    EXPECT_EQ(grid.blocks()[l].matrix, std::vector<double>{0.});
  }
}

TEST(DepthGrid, InterpolatesPolynomialsExactlyWithinEachIntervalAndLayersByThemselves) {
  const DepthGrid gauss(DepthRule::gauss, 4, 3);
  for (const double s : {0., 0.2, 1. / 3., 0.5, 0.9, 1., gauss.nodes()[5]}) {
    const DepthInterpolation interpolation = interpolate_depth(gauss, s);
    ASSERT_EQ(interpolation.weights.size(), 4u);
    double value = 0.;
    for (std::size_t j = 0; j < 4; ++j)
      value += interpolation.weights[j] * std::pow(gauss.nodes()[interpolation.first + j], 3);
    EXPECT_NEAR(value, s * s * s, 1e-14);
    EXPECT_EQ(interpolation.first, s < 1. / 3. ? 0u : s < 0.6 ? 4u : 8u);
  }
  const DepthGrid euler(DepthRule::euler, 7, 7);
  for (std::size_t layer = 0; layer < euler.size(); ++layer)
    for (const double step : {0., 0.5}) {
      const auto found = interpolate_depth(euler, euler.nodes()[layer] + step / 49.);
      EXPECT_EQ(found.first, layer);
      EXPECT_EQ(found.weights, std::vector<double>{1.});
    }
  EXPECT_EQ(interpolate_depth(euler, 1.).first, 48u);
}

} // namespace
} // namespace rhoflow
