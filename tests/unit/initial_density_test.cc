// SPDX-License-Identifier: Apache-2.0
// Starts: mixtures of Gaussians on a density space, and what they refuse.

#include "density/outer_bases/finite_element_basis.h"
#include "density/outer_bases/hermite_basis.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/density/initial_density.h"

#include "expect_error.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rhoflow {
namespace {

using test::expect_contains;
using test::message_of;

template <int dim>
std::shared_ptr<const DensitySpace<dim>> space_of(unsigned int cells, double half_width,
                                                  std::unique_ptr<OuterBasis> basis,
                                                  unsigned int n_components) {
  InnerMeshParameters parameters;
  parameters.cells = cells;
  parameters.half_width = half_width;
  return std::make_shared<const DensitySpace<dim>>(
      std::make_shared<const InnerMesh<dim>>(parameters), std::move(basis), n_components);
}

GaussianMixture two_gaussians() {
  return {{1., {0.5, -1., 0.3}, {0.6, 0.5, 0.4}}, {3., {-0.2, 0.4, 0.}, {1., 0.7, 0.6}}};
}

/// int theta_k^power rho.
template <int dim>
double moment(const DensitySpace<dim> &space, const AlignedVector &values, unsigned int k,
              int power) {
  const InnerMesh<dim> &mesh = space.mesh();
  double total = 0.;
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a)
      for (std::size_t j = 0; j < space.n_outer(); ++j) {
        const double theta = k < space.n_components()
                                 ? space.coordinate(k)[j]
                                 : mesh.coordinate(c, a, k - space.n_components());
        total += mesh.weight(c, a) * space.weight()[j] * std::pow(theta, power) *
                 values[(std::size_t(c) * mesh.nodes_per_cell() + a) * space.stride() + j];
      }
  return total;
}

void expect_moments_of_two_gaussians(const DensitySpace<2> &space) {
  const GaussianMixture mixture = two_gaussians();
  const AlignedVector values = project_mixture(space, mixture, "encoder");
  EXPECT_NEAR(moment(space, values, 0, 0), 1., 1e-13);
  for (unsigned int k = 0; k < 3; ++k) {
    double mean = 0., square = 0.;
    for (const GaussianComponent &part : mixture) {
      mean += part.weight / 4. * part.mean[k];
      square += part.weight / 4. * (part.variance[k] + part.mean[k] * part.mean[k]);
    }
    EXPECT_NEAR(moment(space, values, k, 1), mean, 1e-4);
    EXPECT_NEAR(moment(space, values, k, 2), square, 1e-3);
  }
}

TEST(InitialDensity, HasTheMomentsOfTheMixtureWithTheHermiteBasis) {
  expect_moments_of_two_gaussians(*space_of<2>(12, 5., make_hermite_basis(12), 1));
}

TEST(InitialDensity, HasTheMomentsOfTheMixtureWithFiniteElements) {
  expect_moments_of_two_gaussians(*space_of<2>(12, 5., make_finite_element_basis(12, 4, 5.), 1));
}

TEST(InitialDensity, TakesOuterWeightsFirstWithTwoInputs) {
  const auto space = space_of<3>(8, 5., make_hermite_basis(6), 2);
  const GaussianMixture mixture = {{1., {0.3, -0.2, 0.5, 0.1, -0.4}, {0.8, 0.9, 0.6, 0.7, 0.8}}};
  const AlignedVector values = project_mixture(*space, mixture, "encoder");
  for (unsigned int k = 0; k < 5; ++k)
    EXPECT_NEAR(moment(*space, values, k, 1), mixture[0].mean[k], 2e-4);
}

TEST(InitialDensity, NodalValuesAreTheDensityOverTheReference) {
  const auto space = space_of<2>(12, 5., make_hermite_basis(12), 1);
  const GaussianMixture mixture = {{1., {0.2, 0.1, -0.3}, {1., 0.5, 0.6}}};
  const AlignedVector values = project_mixture(*space, mixture, "encoder");
  const unsigned int cell = 70, a = 8;
  const std::size_t j = 5;
  const double theta[] = {space->coordinate(0)[j], space->mesh().coordinate(cell, a, 0),
                          space->mesh().coordinate(cell, a, 1)};
  double exact = 1.;
  for (unsigned int k = 0; k < 3; ++k) {
    const double x = theta[k] - mixture[0].mean[k], v = mixture[0].variance[k];
    exact *= std::exp(-0.5 * x * x / v) / std::sqrt(2. * M_PI * v);
  }
  const std::size_t node = std::size_t(cell) * space->mesh().nodes_per_cell() + a;
  EXPECT_NEAR(values[node * space->stride() + j] * space->nodal_factor(j) / exact, 1., 1e-4);
}

TEST(InitialDensity, PaddingIsZero) {
  const auto space = space_of<2>(12, 5., make_hermite_basis(5), 1);
  const AlignedVector values =
      project_mixture(*space, {{1., {0., 0., 0.}, {1., 0.5, 0.5}}}, "encoder");
  ASSERT_EQ(space->stride(), 8u);
  for (std::size_t node = 0; node < space->mesh().n_nodes(); ++node)
    for (std::size_t j = 5; j < 8; ++j)
      ASSERT_EQ(values[node * 8 + j], 0.);
}

TEST(InitialDensity, TruncatedMassIsThatOfTheTails) {
  const double tail = std::erfc(3. / std::sqrt(2.));
  const GaussianMixture mixture = {{1., {0., 0., 0.}, {1., 1., 1.}}};
  const double inner = 1. - (1. - tail) * (1. - tail);
  // The Hermite basis bounds the inner weights only, finite elements all of them.
  EXPECT_NEAR(truncated_mass(mixture, 1, 3.), inner, 1e-14);
  EXPECT_NEAR(truncated_mass(mixture, 0, 3.), 1. - std::pow(1. - tail, 3), 1e-14);
}

TEST(InitialDensity, ABoxThatCutsTheTailsIsRefusedWithTheRemedy) {
  const std::string message = message_of<InputError>([] {
    check_truncation({{1., {0., 0., 0.}, {1., 1., 1.}}}, 1, 3., "encoder");
  });
  expect_contains(message, "Weights/Half width = 3");
  expect_contains(message, "encoder");
  expect_contains(message, "increase the half width");
}

TEST(InitialDensity, ABoxThatHoldsTheTailsIsAccepted) {
  EXPECT_NO_THROW(check_truncation({{1., {0., 0., 0.}, {1., 1., 1.}}}, 0, 5., "encoder"));
}

TEST(InitialDensity, AMeshThatDoesNotResolveTheStartIsRefusedWithTheRemedy) {
  const auto space = space_of<2>(2, 6., make_hermite_basis(4), 1);
  const std::string message = message_of<InputError>([&] {
    project_mixture(*space, {{1., {0., 1., 1.}, {1., 0.05, 0.05}}}, "head");
  });
  expect_contains(message, "Weights/Inner cells = 2");
  expect_contains(message, "head");
}

} // namespace
} // namespace rhoflow
