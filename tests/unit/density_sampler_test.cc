// SPDX-License-Identifier: Apache-2.0
// Marginals of Gaussians and mixtures, whose means over boxes are known, at the nodes and on
// uniform grids.

#include "density/outer_bases/finite_element_basis.h"
#include "density/outer_bases/hermite_basis.h"
#include "diagnostics/density_sampler.h"
#include "rhoflow/density/initial_density.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace rhoflow {
namespace {

constexpr unsigned int n_points = 25;

template <int dim>
std::shared_ptr<const DensitySpace<dim>> space_of(std::unique_ptr<OuterBasis> basis,
                                                  unsigned int n_components,
                                                  unsigned int cells = 10, double grading = 0.) {
  InnerMeshParameters parameters;
  parameters.cells = cells;
  parameters.degree = 5;
  parameters.half_width = 6.;
  parameters.grading = grading;
  return std::make_shared<const DensitySpace<dim>>(
      std::make_shared<const InnerMesh<dim>>(parameters), std::move(basis), n_components);
}

/// Two Gaussians of which no two coordinates are alike.
GaussianMixture mixture_in(unsigned int n_coordinates) {
  const std::vector<double> mean{0.4, -0.3, 0.6, -0.5, 0.2}, variance{1., 0.9, 0.8, 1.1, 0.7};
  GaussianMixture mixture(2);
  mixture[0].weight = 1.;
  mixture[1].weight = 3.;
  for (unsigned int k = 0; k < n_coordinates; ++k) {
    mixture[0].mean.push_back(mean[k]);
    mixture[0].variance.push_back(variance[k]);
    mixture[1].mean.push_back(-0.5 * mean[k]);
    mixture[1].variance.push_back(variance[(k + 2) % 5]);
  }
  return mixture;
}

/// Mean of a Gaussian over the box of length @p size around @p x.
double gaussian_mean(double x, double size, double mean, double variance) {
  const double root = std::sqrt(2. * variance);
  return 0.5 *
         (std::erf((x + 0.5 * size - mean) / root) - std::erf((x - 0.5 * size - mean) / root)) /
         size;
}

/// Mean of the marginal of the mixture over the given coordinates in the box around @p x.
double exact(const GaussianMixture &mixture, const std::vector<unsigned int> &coordinates,
             const std::vector<double> &x, double size) {
  double value = 0., shares = 0.;
  for (const GaussianComponent &part : mixture) {
    double product = part.weight;
    for (std::size_t i = 0; i < coordinates.size(); ++i)
      product *=
          gaussian_mean(x[i], size, part.mean[coordinates[i]], part.variance[coordinates[i]]);
    value += product;
    shares += part.weight;
  }
  return value / shares;
}

/// The largest difference of all pair marginals on the grid of physical weights theta = l xi.
template <int dim>
double pair_error(const DensitySpace<dim> &space, const GaussianMixture &mixture, double l) {
  const NodalMarginals<dim> marginals(space, project_mixture(space, mixture, "density"));
  const DensitySampler<dim> sampler(space, n_points, 2);
  const std::vector<double> axis = scaled_centres(sampler.outer_boxes(), l);
  const double size = sampler.outer_boxes().size(), end = sampler.inner_boxes().upper;
  EXPECT_EQ(axis.size(), n_points + 4);
  const auto outside = [&](unsigned int coordinate, double x) {
    return (coordinate >= space.n_components() || !space.basis().covers_the_line()) &&
           std::abs(x) > end;
  };
  double error = 0.;
  for (unsigned int i = 0; i < marginals.n_coordinates(); ++i)
    for (unsigned int k = i + 1; k < marginals.n_coordinates(); ++k) {
      const std::vector<double> values = sampler.pair_marginal(marginals, i, k, l);
      EXPECT_EQ(values.size(), axis.size() * axis.size());
      for (std::size_t b = 0; b < axis.size(); ++b)
        for (std::size_t a = 0; a < axis.size(); ++a) {
          const double x = axis[a] / l, y = axis[b] / l;
          const double mean =
              outside(i, x) || outside(k, y) ? 0. : exact(mixture, {i, k}, {x, y}, size) / (l * l);
          error = std::max(error, std::abs(values[b * axis.size() + a] - mean));
        }
    }
  return error;
}

TEST(NodalMarginals, PairsIntegrateToOneAndHaveTheMeansOfTheDensity) {
  const auto space = space_of<3>(make_hermite_basis(10), 2, 7);
  const InnerMesh<3> &mesh = space->mesh();
  const AlignedVector density = project_mixture(*space, mixture_in(5), "encoder");
  const NodalMarginals<3> marginals(*space, density);

  std::vector<double> inner_node, inner_weight;
  for (unsigned int k = 0; k < mesh.cells_per_side(); ++k)
    for (unsigned int a = 0; a < mesh.line().n_nodes(); ++a) {
      const double extent = mesh.breakpoints()[k + 1] - mesh.breakpoints()[k];
      inner_node.push_back(mesh.breakpoints()[k] + extent * mesh.line().nodes()[a]);
      inner_weight.push_back(extent * mesh.line().weights()[a]);
    }
  // Means of the discrete density by a plain sum over all nodes.
  std::vector<double> mean(5, 0.);
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a)
      for (std::size_t j = 0; j < space->n_outer(); ++j) {
        const double mass =
            mesh.weight(c, a) * space->weight()[j] *
            density[(std::size_t(c) * mesh.nodes_per_cell() + a) * space->stride() + j];
        for (unsigned int k = 0; k < 5; ++k)
          mean[k] += mass * (k < 2 ? space->coordinate(k)[j] : mesh.coordinate(c, a, k - 2));
      }
  for (unsigned int i = 0; i < 5; ++i)
    for (unsigned int k = i + 1; k < 5; ++k) {
      const auto &basis = space->basis();
      const auto &x = i < 2 ? basis.nodes() : inner_node, &y = k < 2 ? basis.nodes() : inner_node;
      const auto &wx = i < 2 ? basis.weights() : inner_weight,
                 &wy = k < 2 ? basis.weights() : inner_weight;
      const std::vector<double> &pair = marginals.pair(i, k);
      ASSERT_EQ(pair.size(), x.size() * y.size());
      double mass = 0., mean_x = 0., mean_y = 0.;
      for (std::size_t b = 0; b < y.size(); ++b)
        for (std::size_t a = 0; a < x.size(); ++a) {
          const double value = wx[a] * wy[b] * pair[b * x.size() + a];
          mass += value;
          mean_x += value * x[a];
          mean_y += value * y[b];
        }
      EXPECT_NEAR(mass, 1., 1e-13) << i << " " << k;
      EXPECT_NEAR(mean_x, mean[i], 1e-13) << i << " " << k;
      EXPECT_NEAR(mean_y, mean[k], 1e-13) << i << " " << k;
    }
}

TEST(DensitySampler, PairMarginalsOfTwoInputsAreThoseOfTheMixture) {
  EXPECT_LT(pair_error(*space_of<3>(make_hermite_basis(20), 2), mixture_in(5), 1.), 2e-5);
}

TEST(DensitySampler, PairMarginalsOfTheHeadAreThoseOfTheMixture) {
  EXPECT_LT(pair_error(*space_of<3>(make_hermite_basis(20), 1), mixture_in(4), 1.), 2e-5);
  EXPECT_LT(
      pair_error(*space_of<3>(make_finite_element_basis(10, 5, 6.), 1, 10, 0.5), mixture_in(4), 1.),
      2e-5);
}

TEST(DensitySampler, PairMarginalsOfOneInputAreThoseOfTheMixture) {
  EXPECT_LT(pair_error(*space_of<2>(make_hermite_basis(20), 1), mixture_in(3), 1.), 2e-5);
}

TEST(DensitySampler, ScaledWeightsHaveTheStretchedDensity) {
  EXPECT_LT(pair_error(*space_of<3>(make_hermite_basis(20), 2), mixture_in(5), 0.6), 6e-5);
}

TEST(DensitySampler, InnerMarginalOfTwoInputsIsThatOfTheMixture) {
  const auto space = space_of<3>(make_hermite_basis(12), 2);
  const GaussianMixture mixture = mixture_in(5);
  const NodalMarginals<3> marginals(*space, project_mixture(*space, mixture, "encoder"));
  const DensitySampler<3> sampler(*space, n_points);
  const double l = 0.8;
  const double size = sampler.inner_boxes().size();
  const std::vector<double> axis = scaled_centres(sampler.inner_boxes(), l),
                            values = sampler.inner_marginal(marginals, l);
  ASSERT_EQ(values.size(), std::size_t(n_points) * n_points * n_points);
  for (unsigned int c = 0; c < n_points; ++c)
    for (unsigned int b = 0; b < n_points; ++b)
      for (unsigned int a = 0; a < n_points; ++a)
        ASSERT_NEAR(values[(c * n_points + b) * n_points + a],
                    exact(mixture, {2, 3, 4}, {axis[a] / l, axis[b] / l, axis[c] / l}, size) /
                        (l * l * l),
                    2e-5);
}

TEST(DensitySampler, DensityOfOneInputIsTheMixture) {
  const auto space = space_of<2>(make_hermite_basis(20), 1);
  const GaussianMixture mixture = mixture_in(3);
  const DensitySampler<2> sampler(*space, n_points, 3);
  const double l = 1.25, size = sampler.inner_boxes().size();
  const std::vector<double> outer = scaled_centres(sampler.outer_boxes(), l),
                            inner = scaled_centres(sampler.inner_boxes(), l),
                            values = sampler.density(project_mixture(*space, mixture, "x"), l);
  ASSERT_EQ(outer.size(), n_points + 6);
  ASSERT_EQ(values.size(), outer.size() * n_points * n_points);
  double mass = 0.;
  for (unsigned int b = 0; b < n_points; ++b)
    for (unsigned int w = 0; w < n_points; ++w)
      for (unsigned int u = 0; u < outer.size(); ++u) {
        const double value = values[(b * n_points + w) * outer.size() + u];
        ASSERT_NEAR(value,
                    exact(mixture, {0, 1, 2}, {outer[u] / l, inner[w] / l, inner[b] / l}, size) /
                        (l * l * l),
                    2e-5);
        mass += value * std::pow(l * size, 3);
      }
  EXPECT_NEAR(mass, 1., 1e-12);
}

TEST(DensitySampler, FunctionsOfTheInnerWeightsKeepTheirAxes) {
  const auto space = space_of<3>(make_hermite_basis(4), 2, 3);
  const InnerMesh<3> &mesh = space->mesh();
  const auto f = [](double w1, double w2, double b) { return w1 + 2. * w2 * w2 - 3. * b * w1; };
  AlignedVector grid_values(mesh.grid().size(), 0.);
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a)
      grid_values[mesh.grid_index(c, a)] =
          f(mesh.coordinate(c, a, 0), mesh.coordinate(c, a, 1), mesh.coordinate(c, a, 2));
  const DensitySampler<3> sampler(*space, 7);
  const std::vector<double> axis = sampler.inner_boxes().centres(),
                            values = sampler.grid_function(grid_values);
  for (unsigned int c = 0; c < 7; ++c)
    for (unsigned int b = 0; b < 7; ++b)
      for (unsigned int a = 0; a < 7; ++a)
        ASSERT_NEAR(values[(c * 7 + b) * 7 + a], f(axis[a], axis[b], axis[c]), 1e-11);
}

TEST(DensitySampler, TheMeanOfTwoCellsCountsAtTheirBoundary) {
  // Two cells, one point on their boundary: values of the lower cell 1, of the upper cell 3.
  const auto space = space_of<2>(make_hermite_basis(4), 1, 2);
  const InnerMesh<2> &mesh = space->mesh();
  std::vector<double> values;
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    values.insert(values.end(), mesh.nodes_per_cell(), mesh.position(c)[0] == 0 ? 1. : 3.);
  const std::vector<double> sampled = DensitySampler<2>(*space, 3).inner_function(values);
  for (unsigned int b = 0; b < 3; ++b) {
    EXPECT_NEAR(sampled[3 * b], 1., 1e-14);
    EXPECT_NEAR(sampled[3 * b + 1], 2., 1e-14);
    EXPECT_NEAR(sampled[3 * b + 2], 3., 1e-14);
  }
}

} // namespace
} // namespace rhoflow
