// SPDX-License-Identifier: Apache-2.0
// Tables of Gaussian densities against the Gaussians: moments, marginals, and projections, for both
// outer bases and both numbers of inputs.
#include "distributions/density_tables.h"
#include "rhoflow/density/initial_density.h"
#include "rhoflow/density/weights_parameters.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using namespace rhoflow;

QuantileFunction gaussian(double mean, double variance) {
  std::vector<double> points, distribution;
  for (int k = -4000; k <= 4000; ++k) {
    const double x = 8. * k / 4000.;
    points.push_back(mean + std::sqrt(variance) * x);
    distribution.push_back(0.5 * std::erfc(-x / std::sqrt(2.)));
  }
  return QuantileFunction::of_table(points, distribution);
}

template <int dim>
void expect_gaussian(const WeightsParameters &weights, const GaussianMixture &mixture,
                     double marginal_tolerance, double projection_tolerance) {
  const auto mesh = std::make_shared<InnerMesh<dim>>(weights.inner);
  const DensitySpace<dim> space(mesh, weights.make_outer_basis(false), dim - 1);
  const unsigned int n = 2 * dim - 1;
  // Two directions far from the axes, and one of them.
  std::vector<std::vector<double>> directions = slicing_directions(n, 2);
  directions.emplace_back(n, 0.);
  directions.back()[n - 1] = 1.;
  const DensityTableMaker<dim> maker(space, directions);
  const DensityTables tables = maker.make(project_mixture(space, mixture, "test"));
  const GaussianComponent &gauss = mixture.front();

  EXPECT_NEAR(tables.mass, 1., 1e-12);
  for (unsigned int i = 0; i < n; ++i) {
    EXPECT_NEAR(tables.moments.first[i], gauss.mean[i], marginal_tolerance);
    for (unsigned int j = 0; j < n; ++j)
      EXPECT_NEAR(tables.moments.second[i * n + j],
                  gauss.mean[i] * gauss.mean[j] + (i == j ? gauss.variance[i] : 0.),
                  marginal_tolerance);
    EXPECT_NEAR(
        wasserstein(QuantileFunction::of_table(maker.marginal_points(i), tables.marginals[i]),
                    gaussian(gauss.mean[i], gauss.variance[i]), 2),
        0., 3. * marginal_tolerance);
  }
  for (std::size_t k = 0; k < directions.size(); ++k) {
    double mean = 0., variance = 0.;
    for (unsigned int i = 0; i < n; ++i) {
      mean += directions[k][i] * gauss.mean[i];
      variance += directions[k][i] * directions[k][i] * gauss.variance[i];
    }
    const double distance =
        wasserstein(QuantileFunction::of_table(maker.projection_points(), tables.projections[k]),
                    gaussian(mean, variance), 2);
    EXPECT_LT(distance, k + 1 < directions.size() ? projection_tolerance : 5e-3) << k;
  }
}

WeightsParameters fine(unsigned int cells, unsigned int outer_nodes) {
  WeightsParameters weights;
  weights.inner = {cells, 4, 6.5, 0.};
  weights.outer_nodes = outer_nodes;
  return weights;
}

TEST(DensityTables, HermiteOneInput) {
  expect_gaussian<2>(fine(12, 16), {{1., {0.3, -0.2, 0.1}, {0.8, 1.2, 0.9}}}, 1e-4, 3e-5);
}

TEST(DensityTables, FiniteElementsOneInput) {
  WeightsParameters weights = fine(12, 12);
  weights.outer_basis = "finite element";
  expect_gaussian<2>(weights, {{1., {0.3, -0.2, 0.1}, {0.8, 1.2, 0.9}}}, 1e-4, 3e-5);
}

TEST(DensityTables, HermiteTwoInputs) {
  expect_gaussian<3>(fine(7, 10), {{1., {0.1, 0., 0.2, 0., -0.1}, {1., 0.9, 1., 1.1, 1.}}}, 3e-3,
                     1e-3);
}

} // namespace
