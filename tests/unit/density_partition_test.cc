// SPDX-License-Identifier: Apache-2.0
// Dividing densities among processes: every cell has one owner, costs are equal to a cell, and the
// stored cells contain all neighbours.

#include "rhoflow/density/density_partition.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <tuple>

namespace rhoflow {
namespace {

class DensityPartitionTest : public ::testing::TestWithParam<unsigned int> {};

constexpr unsigned int n_cells = 64, layer = 16;
const std::vector<double> costs{16., 16., 16., 24.};

std::vector<DividedDensity> divided(const std::vector<double> &cell_costs) {
  std::vector<DividedDensity> densities;
  for (const double cost : cell_costs)
    densities.push_back({cost, n_cells, layer});
  return densities;
}

TEST_P(DensityPartitionTest, EveryCellHasOneOwner) {
  const DensityPartition partition(GetParam(), divided(costs));
  for (std::size_t k = 0; k < costs.size(); ++k)
    for (unsigned int c = 0; c < n_cells; ++c) {
      unsigned int owners = 0;
      for (unsigned int r = 0; r < GetParam(); ++r)
        owners += c >= partition.cells(r, k).first && c < partition.cells(r, k).last ? 1 : 0;
      EXPECT_EQ(owners, 1u) << "density " << k << " cell " << c;
      const LocalCells &cells = partition.cells(partition.owner(k, c), k);
      EXPECT_GE(c, cells.first);
      EXPECT_LT(c, cells.last);
    }
}

TEST_P(DensityPartitionTest, CostsAreEqualUpToACell) {
  const DensityPartition partition(GetParam(), divided(costs));
  const double fair = std::accumulate(costs.begin(), costs.end(), 0.) * n_cells / GetParam();
  for (unsigned int r = 0; r < GetParam(); ++r) {
    double cost = 0.;
    for (std::size_t k = 0; k < costs.size(); ++k)
      cost += costs[k] * partition.cells(r, k).size();
    EXPECT_NEAR(cost, fair, 24.) << "process " << r;
  }
}

TEST_P(DensityPartitionTest, StoresALayerOfNeighboursOnBothSides) {
  const DensityPartition partition(GetParam(), divided(costs));
  for (unsigned int r = 0; r < GetParam(); ++r)
    for (std::size_t k = 0; k < costs.size(); ++k) {
      const LocalCells &cells = partition.cells(r, k);
      if (cells.empty()) {
        EXPECT_EQ(cells.n_stored(), 0u);
        continue;
      }
      EXPECT_EQ(cells.stored_first, cells.first > layer ? cells.first - layer : 0u);
      EXPECT_EQ(cells.stored_last, std::min(cells.last + layer, n_cells));
    }
}

INSTANTIATE_TEST_SUITE_P(Processes, DensityPartitionTest,
                         ::testing::Values(1u, 2u, 3u, 4u, 5u, 7u, 16u, 100u));

} // namespace
} // namespace rhoflow
