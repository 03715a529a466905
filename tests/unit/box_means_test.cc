// SPDX-License-Identifier: Apache-2.0
// Means over boxes are exact, whatever the boxes cut: integrals over all of them are those of the
// solver's own quadrature.

#include "density/outer_bases/finite_element_basis.h"
#include "density/outer_bases/hermite_basis.h"
#include "diagnostics/box_means.h"
#include "rhoflow/density/initial_density.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

namespace rhoflow {
namespace {

/// The value at every box.
std::vector<double> means_of(const LineEvaluation &line, const std::vector<double> &nodal) {
  return evaluate_tensor(nodal, {&line});
}

double sum_of(const std::vector<double> &values) {
  return std::accumulate(values.begin(), values.end(), 0.);
}

InnerMesh<2> graded_mesh() {
  InnerMeshParameters parameters;
  parameters.cells = 5;
  parameters.degree = 4;
  parameters.half_width = 3.;
  parameters.grading = 1.;
  return InnerMesh<2>(parameters);
}

TEST(BoxMeans, OfAPolynomialOnAGradedMeshAreItsIntegrals) {
  const InnerMesh<2> mesh = graded_mesh();
  std::vector<double> nodal;
  for (std::size_t c = 0; c < mesh.cells_per_side(); ++c)
    for (const double place : mesh.line().nodes()) {
      const double left = mesh.breakpoints()[c], right = mesh.breakpoints()[c + 1];
      nodal.push_back(std::pow(left + place * (right - left), 4));
    }
  const UniformBoxes boxes{-3., 3., 7}; // no boundary of a cell is one of a box
  const std::vector<double> means = means_of(inner_means(mesh, boxes), nodal);
  ASSERT_EQ(means.size(), 7u);
  for (unsigned int k = 0; k < 7; ++k)
    EXPECT_NEAR(means[k],
                (std::pow(boxes.edge(k + 1), 5) - std::pow(boxes.edge(k), 5)) / 5. / boxes.size(),
                1e-12);
}

TEST(BoxMeans, BeyondTheMeshAreZeroAndOfABoxAcrossItsEndAreThePartInside) {
  const InnerMesh<2> mesh = graded_mesh();
  const std::vector<double> ones(std::size_t(mesh.cells_per_side()) * mesh.line().n_nodes(), 1.);
  const std::vector<double> means = means_of(inner_means(mesh, {-5., 5., 5}), ones);
  const std::vector<double> expected{0., 1., 1., 1., 0.};
  ASSERT_EQ(means.size(), expected.size());
  for (std::size_t k = 0; k < means.size(); ++k)
    EXPECT_NEAR(means[k], expected[k], 1e-14);
  EXPECT_NEAR(means_of(inner_means(mesh, {1., 5., 1}), ones)[0], 0.5, 1e-14);
}

TEST(BoxMeans, OfFiniteElementsKeepTheMassOfTheirQuadrature) {
  const auto basis = make_finite_element_basis(4, 3, 3.);
  const std::vector<double> nodal = basis->project_gaussian(0.7, 0.5);
  double mass = 0.;
  for (std::size_t j = 0; j < nodal.size(); ++j)
    mass += basis->weights()[j] * nodal[j];
  const UniformBoxes boxes{-3., 3., 11};
  EXPECT_NEAR(sum_of(means_of(outer_means(*basis, boxes), nodal)) * boxes.size(), mass, 1e-13);
}

TEST(BoxMeans, OfHermiteFunctionsAreExactForAnyNumberOfNodesAndBoxes) {
  for (const unsigned int nodes : {4u, 12u, 40u})
    for (const unsigned int number : {3u, 20u, 61u}) {
      const auto basis = make_hermite_basis(nodes);
      const UniformBoxes boxes{-9., 9., number};
      const std::vector<double> means =
          means_of(outer_means(*basis, boxes), basis->project_gaussian(0., 1.));
      for (unsigned int k = 0; k < number; ++k) {
        const double mass = 0.5 * (std::erf(boxes.edge(k + 1) / std::sqrt(2.)) -
                                   std::erf(boxes.edge(k) / std::sqrt(2.)));
        EXPECT_NEAR(means[k] * boxes.size(), mass, 1e-13) << nodes << " " << number << " " << k;
      }
    }
}

TEST(BoxMeans, OverTheDepthAreThoseOfThePolynomialAndSumToTheRule) {
  const auto f = [](double s) { return 1. + s * (2. - s * (3. + s)); };
  const auto primitive = [](double s) { return s * (1. + s * (1. - s * (1. + 0.25 * s))); };
  for (const unsigned int intervals : {1u, 3u}) {
    const DepthGrid depth(DepthRule::gauss, 4, intervals);
    std::vector<double> nodal;
    for (const double s : depth.nodes())
      nodal.push_back(f(s));
    const UniformBoxes boxes{0., 1., 16};
    const std::vector<double> means = means_of(depth_means(depth, boxes), nodal);
    for (unsigned int k = 0; k < 16; ++k)
      EXPECT_NEAR(means[k], 16. * (primitive(boxes.edge(k + 1)) - primitive(boxes.edge(k))), 1e-12);
  }
}

TEST(BoxMeans, OfEulersLayersAreConstantWithinEachLayer) {
  const DepthGrid depth(DepthRule::euler, 3, 1);
  const std::vector<double> means = means_of(depth_means(depth, {0., 1., 6}), {1., 5., 2.});
  const std::vector<double> expected{1., 1., 5., 5., 2., 2.};
  for (std::size_t k = 0; k < 6; ++k)
    EXPECT_NEAR(means[k], expected[k], 1e-13);
}

/// A margin for a density whose first outer weight is narrow and whose second is off the centre.
TEST(OuterMargin, HoldsTheMassBeyondTheBoxesAndIsNoLarger) {
  InnerMeshParameters parameters;
  parameters.cells = 4;
  parameters.degree = 4;
  parameters.half_width = 4.;
  const DensitySpace<3> space(std::make_shared<const InnerMesh<3>>(parameters),
                              make_hermite_basis(24), 2);
  GaussianMixture mixture(1);
  mixture[0] = {1., {0., 1.5, 0., 0., 0.}, {0.8, 1., 0.5, 0.5, 0.5}};
  const NodalMarginals<3> marginals(space, project_mixture(space, mixture, "density"));
  const UniformBoxes boxes{-4., 4., 32};
  // The mass beyond 1.5 + 5.2 of a standard Gaussian is 1e-7: 2.7 / 0.25 = 10.8 boxes.
  EXPECT_EQ(outer_margin(space, marginals, boxes), 11u);
}

TEST(OuterMargin, IsNoneOfElementsOnAnInterval) {
  InnerMeshParameters parameters;
  parameters.cells = 8;
  parameters.degree = 4;
  parameters.half_width = 4.;
  const DensitySpace<2> space(std::make_shared<const InnerMesh<2>>(parameters),
                              make_finite_element_basis(4, 4, 4.), 1);
  GaussianMixture mixture(1);
  mixture[0] = {1., {0., 0., 0.}, {0.5, 0.5, 0.5}};
  const NodalMarginals<2> marginals(space, project_mixture(space, mixture, "density"));
  EXPECT_EQ(outer_margin(space, marginals, {-1., 1., 8}), 0u);
}

} // namespace
} // namespace rhoflow
