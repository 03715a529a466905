// SPDX-License-Identifier: Apache-2.0
// The inner mesh: weights, indices of the continuous grid, neighbours, grading, boundary slopes.

#include "rhoflow/density/inner_mesh.h"

#include <deal.II/dofs/dof_handler.h>
#include <deal.II/fe/fe.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace rhoflow {
namespace {

InnerMeshParameters parameters_of(unsigned int cells, unsigned int degree, double grading) {
  InnerMeshParameters parameters;
  parameters.cells = cells;
  parameters.degree = degree;
  parameters.half_width = 2.5;
  parameters.grading = grading;
  return parameters;
}

template <typename Dimension>
class InnerMeshTest : public ::testing::Test {
protected:
  static constexpr int dim = Dimension::value;

  InnerMesh<dim> mesh_{parameters_of(4, 3, 1.2)};
};

using Dimensions = ::testing::Types<std::integral_constant<int, 2>, std::integral_constant<int, 3>>;
TYPED_TEST_SUITE(InnerMeshTest, Dimensions);

TYPED_TEST(InnerMeshTest, WeightsSumToTheVolumeOfTheBox) {
  double volume = 0.;
  for (unsigned int c = 0; c < this->mesh_.n_cells(); ++c)
    for (unsigned int a = 0; a < this->mesh_.nodes_per_cell(); ++a)
      volume += this->mesh_.weight(c, a);
  EXPECT_NEAR(volume / std::pow(5., TestFixture::dim), 1., 1e-13);
}

TYPED_TEST(InnerMeshTest, GridIndicesAgreeWithCoordinates) {
  const TensorGrid &grid = this->mesh_.grid();
  std::set<std::size_t> visited;
  for (unsigned int c = 0; c < this->mesh_.n_cells(); ++c)
    for (unsigned int a = 0; a < this->mesh_.nodes_per_cell(); ++a) {
      const std::size_t index = this->mesh_.grid_index(c, a), row = index / grid.row_length;
      visited.insert(index);
      ASSERT_EQ(grid.axis[index % grid.row_length], this->mesh_.coordinate(c, a, 0));
      for (unsigned int d = 1; d < TestFixture::dim; ++d)
        ASSERT_EQ(grid.axis[grid.row_index(row, d)], this->mesh_.coordinate(c, a, d));
    }
  EXPECT_EQ(visited.size(), std::pow(grid.axis.size(), TestFixture::dim));
}

TYPED_TEST(InnerMeshTest, NodesLieWhereDealIIPutsItsSupportPoints) {
  const auto &dof_handler = this->mesh_.dof_handler();
  const auto &points = dof_handler.get_fe().get_unit_support_points();
  for (const auto &cell : dof_handler.active_cell_iterators())
    for (unsigned int a = 0; a < this->mesh_.nodes_per_cell(); ++a)
      for (unsigned int d = 0; d < TestFixture::dim; ++d)
        ASSERT_NEAR(this->mesh_.coordinate(cell->active_cell_index(), a, d),
                    cell->vertex(0)[d] +
                        points[a][d] * this->mesh_.extent(cell->active_cell_index(), d),
                    1e-13);
}

TYPED_TEST(InnerMeshTest, NeighborsShareAFaceAndAreMutual) {
  for (unsigned int c = 0; c < this->mesh_.n_cells(); ++c)
    for (unsigned int d = 0; d < TestFixture::dim; ++d)
      for (unsigned int side = 0; side < 2; ++side) {
        const unsigned int other = this->mesh_.neighbor(c, 2 * d + side);
        const unsigned int place = this->mesh_.position(c)[d];
        const bool at_boundary = place == (side == 0 ? 0 : this->mesh_.cells_per_side() - 1);
        ASSERT_EQ(other == InnerMesh<TestFixture::dim>::no_neighbor, at_boundary);
        if (at_boundary)
          continue;
        ASSERT_EQ(this->mesh_.neighbor(other, 2 * d + 1 - side), c);
        for (unsigned int k = 0; k < TestFixture::dim; ++k)
          ASSERT_EQ(int(this->mesh_.position(other)[k]) - int(this->mesh_.position(c)[k]),
                    k == d ? (side == 0 ? -1 : 1) : 0);
      }
}

TEST(InnerMesh, GradedBreakpointsAreSymmetricAndDenseInTheMiddle) {
  for (const unsigned int cells : {5u, 6u}) {
    const InnerMesh<2> mesh(parameters_of(cells, 2, 2.));
    const std::vector<double> &points = mesh.breakpoints();
    ASSERT_EQ(points.size(), cells + 1u);
    EXPECT_EQ(points.back(), 2.5);
    for (unsigned int k = 0; k <= cells; ++k) {
      EXPECT_EQ(points[k], -points[cells - k]);
      EXPECT_NEAR(points[k], 2.5 * std::sinh(2. * (2. * k / cells - 1.)) / std::sinh(2.), 1e-14);
    }
    EXPECT_LT(points[cells / 2 + 1] - points[cells / 2], points[cells] - points[cells - 1]);
  }
}

TEST(InnerMesh, WithoutGradingCellsAreEqual) {
  const InnerMesh<2> mesh(parameters_of(7, 2, 0.));
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int d = 0; d < 2; ++d)
      EXPECT_NEAR(mesh.extent(c, d), 5. / 7., 1e-14);
}

TEST(InnerMesh, FaceDerivativeIsExactForDegreeTwiceP) {
  for (unsigned int p = 1; p <= 5; ++p) {
    const InnerMesh<2> mesh(parameters_of(4, p, 1.));
    const std::vector<double> &axis = mesh.grid().axis;
    for (unsigned int k = 1; k < 4; ++k) {
      const std::vector<double> &weights = mesh.face_derivative(k);
      ASSERT_EQ(weights.size(), 2 * p + 1);
      for (unsigned int power = 0; power <= 2 * p; ++power) {
        double derivative = 0.;
        for (unsigned int b = 0; b <= 2 * p; ++b)
          derivative += weights[b] * std::pow(axis[(k - 1) * p + b], power);
        const double x = mesh.breakpoints()[k];
        const double exact = power == 0 ? 0. : power * std::pow(x, power - 1.);
        // Relative to the largest values of the power in both cells.
        EXPECT_NEAR(derivative, exact, 1e-12 * (1. + power * std::pow(2.5, power)));
      }
    }
  }
}

} // namespace
} // namespace rhoflow
