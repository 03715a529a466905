// SPDX-License-Identifier: Apache-2.0
// Problem: the elliptic equations of optimal transport on Gaussians. Exact values: the
// 2-Wasserstein distance of two Gaussians with diagonal covariances, W^2 = |m - m'|^2 + sum (sigma
// - sigma')^2, and the Poincare constant of a Gaussian, one over its largest variance.

#include "geometry/weighted_laplacian.h"

#include "diagnostics/free_energy.h"
#include "flow_fixture.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rhoflow::geometry_tests {
namespace {

struct Gaussian {
  std::array<double, 3> mean, deviation;
};

std::vector<double> gaussian_on(const WeightBox &box, const Gaussian &gaussian) {
  std::vector<double> values{1.};
  for (unsigned int d = 3; d-- > 0;) {
    std::vector<double> next;
    for (const double outer : values)
      for (const double x : box.points(d)) {
        const double place = (x - gaussian.mean[d]) / gaussian.deviation[d];
        next.push_back(outer * std::exp(-0.5 * place * place) /
                       (std::sqrt(2. * M_PI) * gaussian.deviation[d]));
      }
    values = next;
  }
  return values;
}

WeightBox equal_box(double half_width, unsigned int cells) {
  WeightBox box;
  for (std::vector<double> &breaks : box.breakpoints)
    for (unsigned int c = 0; c <= cells; ++c)
      breaks.push_back(-half_width + 2. * half_width * c / cells);
  return box;
}

double linearised_distance(const WeightBox &box, const Gaussian &a, const Gaussian &b,
                           unsigned int *iterations = nullptr) {
  const std::vector<double> first = gaussian_on(box, a), second = gaussian_on(box, b);
  std::vector<double> middle(first.size()), source(first.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    middle[i] = 0.5 * (first[i] + second[i]);
    source[i] = second[i] - first[i];
  }
  WeightedLaplacian laplacian(box, {});
  laplacian.set_density(middle);
  const WeightedLaplacian::Solution solution = laplacian.solve(source);
  if (iterations != nullptr)
    *iterations = solution.iterations;
  return std::sqrt(solution.energy);
}

double exact_distance(const Gaussian &a, const Gaussian &b) {
  double sum = 0.;
  for (unsigned int d = 0; d < 3; ++d)
    sum += std::pow(a.mean[d] - b.mean[d], 2) + std::pow(a.deviation[d] - b.deviation[d], 2);
  return std::sqrt(sum);
}

TEST(Geometry, TheLinearisedDistanceOfGaussiansIsOfSecondOrder) {
  const Gaussian start{{0., 0., 0.}, {1., 1., 1.}};
  std::vector<double> sizes, errors;
  // Terms of the second and the third order have opposite signs here.
  for (const double shift : {0.1, 0.05}) {
    const Gaussian moved{{shift, -0.5 * shift, 0.}, {1. + 0.5 * shift, 1., 1. - 0.3 * shift}};
    const double exact = exact_distance(start, moved);
    sizes.push_back(shift);
    errors.push_back(std::abs(linearised_distance(equal_box(6.5, 14), start, moved) / exact - 1.));
  }
  test::expect_order(sizes, errors, 1.8);
  EXPECT_LT(errors.back(), 1e-4);
}

TEST(Geometry, ThePoincareConstantOfAGaussianIsOneOverItsLargestVariance) {
  const Gaussian gaussian{{0.3, 0., -0.2}, {1.2, 0.8, 1.}};
  std::vector<double> sizes, errors;
  for (const unsigned int cells : {6u, 8u}) {
    const WeightBox box = equal_box(6.5, cells);
    WeightedLaplacian laplacian(box, {});
    laplacian.set_density(gaussian_on(box, gaussian));
    sizes.push_back(1. / cells);
    errors.push_back(std::abs(laplacian.poincare_constant() * 1.44 - 1.));
  }
  test::expect_order(sizes, errors, 3.); // twice the degree of the elements, and one less here
  EXPECT_LT(errors.back(), 1e-3);
}

TEST(Geometry, MultigridNeedsAboutTheSameIterationsOnFinerMeshes) {
  const Gaussian a{{0., 0., 0.}, {1., 1., 1.}}, b{{0.2, 0.1, 0.}, {1.1, 1., 0.9}};
  std::vector<unsigned int> iterations;
  for (const unsigned int cells : {8u, 16u}) {
    iterations.push_back(0);
    linearised_distance(equal_box(6., cells), a, b, &iterations.back());
  }
  test::record("iterations_coarse", iterations.front());
  test::record("iterations_fine", iterations.back());
  EXPECT_LE(iterations.back(), 1.3 * iterations.front());
}

/// The distance of two densities on one space.
template <int dim>
double distance_of(const DensitySpace<dim> &space, const AlignedVector &a, const AlignedVector &b) {
  const WeightBox box = make_weight_box(space, 1);
  const std::vector<double> first = sample_on(box, space, a), second = sample_on(box, space, b);
  std::vector<double> middle(first.size()), source(first.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    middle[i] = 0.5 * (first[i] + second[i]);
    source[i] = second[i] - first[i];
  }
  WeightedLaplacian laplacian(box, {});
  laplacian.set_density(middle);
  return std::sqrt(laplacian.solve(source).energy);
}

TEST(Geometry, TheSpeedOfAFlowIsTheRootOfItsDissipation) {
  test::FlowCase flow_case;
  flow_case.noise.temperature = flow_case.noise.confinement = 0.1;
  flow_case.depth_nodes = 1;
  flow_case.mesh.cells = 10;
  flow_case.mesh.degree = 5;
  flow_case.mesh.half_width = 6.5;
  GradientFlow<2> flow = test::make_flow<2>(flow_case);
  constexpr double h = 0.02;
  test::advance(flow, 1.);
  const AlignedVector before = flow.state().densities.back().values;
  test::advance(flow, 1. + 0.5 * h);
  const FlowState<2> &state = flow.state();
  const double dissipation = free_energy_descent(
      state.densities.back(), state.network.potentials.back(), flow.noisy_rates().back());
  test::advance(flow, 1. + h);
  const double distance = distance_of(state.space(1), before, state.densities.back().values);
  test::record("ratio", distance / h / std::sqrt(dissipation));
  EXPECT_NEAR(distance / h / std::sqrt(dissipation), 1., 0.01);
}

TEST(Geometry, ScaledWeightsAreSampledInABoxThatHoldsBoth) {
  constexpr double scale = 0.7, end = 6.;
  test::FlowCase flow_case;
  flow_case.outer_nodes = 14;
  flow_case.mesh.cells = 12;
  flow_case.mesh.degree = 6;
  flow_case.mesh.half_width = end;
  const auto spaces = test::make_spaces<2>(flow_case);
  const AlignedVector values =
      project_mixture(*spaces.encoder, test::gaussian_start(1, 2, 0.), "start");
  const WeightBox wide = equal_box(7., 10);
  const WeightBox box = common_box(make_weight_box(*spaces.encoder, 1, scale), wide);
  for (unsigned int d = 0; d < 3; ++d)
    EXPECT_EQ(box.breakpoints[d], wide.breakpoints[d]) << d;
  const std::vector<double> found = sample_on(box, *spaces.encoder, values, scale),
                            exact = gaussian_on(box, {{0., 0., 0.}, {scale, scale, scale}});
  const std::vector<double> points = box.points(2);
  const std::size_t plane = exact.size() / points.size();
  for (std::size_t i = 0; i < exact.size(); ++i)
    if (std::abs(points[i / plane]) > scale * end)
      EXPECT_EQ(found[i], 0.) << i; // there is no mesh
    else
      EXPECT_NEAR(found[i], exact[i], 1e-4) << i;
}

TEST(Geometry, OfTwoInputsIsThatOfTheInnerMarginals) {
  test::FlowCase flow_case;
  flow_case.data = test::plane_data(3);
  flow_case.outer_nodes = 5;
  flow_case.mesh.cells = 8;
  flow_case.mesh.degree = 4;
  flow_case.mesh.half_width = 6.;
  const auto spaces = test::make_spaces<3>(flow_case);
  GaussianMixture start = test::gaussian_start(2, 3, 0.4), moved = start;
  moved.front().mean = {0.4, 0.1, 0.06, 0., -0.08}; // outer weights do not count
  const double distance =
      distance_of(*spaces.encoder, project_mixture(*spaces.encoder, start, "start"),
                  project_mixture(*spaces.encoder, moved, "moved"));
  EXPECT_NEAR(distance, 0.1, 1e-3);
}

} // namespace
} // namespace rhoflow::geometry_tests
