// SPDX-License-Identifier: Apache-2.0
// Problem: a potential phi that is constant in the inner weights: d_t rho = phi d_u rho.
// Exact solution: the start moved by -phi t; here a Gaussian in u, the same at all inner nodes.
// Outer elements of degree p converge with order p + 1, with and without the positivity limiter.

#include "density/outer_bases/finite_element_basis.h"
#include "flow_fixture.h"
#include "transport_run.h"
#include <gtest/gtest.h>

namespace rhoflow {
namespace {

constexpr double half_width = 6.5, variance = 0.5, end = 1.;

AlignedVector gaussian_values(const DensitySpace<2> &space, double mean) {
  AlignedVector values(space.n_values(), 0.);
  for (std::size_t node = 0; node < space.mesh().n_nodes(); ++node)
    for (std::size_t j = 0; j < space.n_outer(); ++j) {
      const double u = space.coordinate(0)[j];
      values[node * space.stride() + j] = std::exp(-0.5 * (u - mean) * (u - mean) / variance);
    }
  return values;
}

/// Relative L2 error at the end for elements of degree @p degree.
double error_of(unsigned int cells, unsigned int degree, double phi, bool limited) {
  InnerMeshParameters parameters;
  parameters.cells = 2;
  parameters.degree = 1;
  const auto mesh = std::make_shared<const InnerMesh<2>>(parameters);
  const auto space = std::make_shared<const DensitySpace<2>>(
      mesh, make_finite_element_basis(cells, degree, half_width), 1);
  const GridField field{test::grid_values<2>(*mesh, [phi](const auto &) { return phi; })};
  const double start = 0.5 * phi * end;
  AlignedVector difference = test::transport_run<2>(space, field, gaussian_values(*space, start),
                                                    end, 30 * cells, limited);
  const AlignedVector exact = gaussian_values(*space, start - phi * end);
  for (std::size_t i = 0; i < exact.size(); ++i)
    difference[i] -= exact[i];
  return test::natural_norm(*space, difference) / test::natural_norm(*space, exact);
}

class OuterAdvectionOrder : public ::testing::TestWithParam<unsigned int> {
protected:
  static void expect_order(double phi, bool limited) {
    std::vector<double> sizes, errors;
    const unsigned int coarsest = GetParam() == 1 ? 52 : 20;
    for (unsigned int cells = coarsest; cells <= 4 * coarsest; cells *= 2) {
      sizes.push_back(1. / cells);
      errors.push_back(error_of(cells, GetParam(), phi, limited));
    }
    test::expect_order(sizes, errors, GetParam() + 0.8);
  }
};

TEST_P(OuterAdvectionOrder, IsDegreePlusOneForPositivePotential) {
  expect_order(1.3, false);
}

TEST_P(OuterAdvectionOrder, IsDegreePlusOneForNegativePotential) {
  expect_order(-1.3, false);
}

TEST_P(OuterAdvectionOrder, IsDegreePlusOneWithTheLimiter) {
  expect_order(1.3, true);
}

INSTANTIATE_TEST_SUITE_P(Degree, OuterAdvectionOrder, ::testing::Values(1u, 2u, 3u, 4u));

} // namespace
} // namespace rhoflow
