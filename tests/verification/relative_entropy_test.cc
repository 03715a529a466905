// SPDX-License-Identifier: Apache-2.0
// Problem: the relative entropy KL(rho_t | rho_0) of a flow, from the nodal values of the
// densities, along characteristics, and from its rate. Known: with the constant activation all
// weights stay Gaussian (doc/model.md), u ~ N(m, l^2), w, b ~ N(0, l^2), where
//   KL( N(m, v) | N(0, 1) ) = (v + m^2 - 1 - ln v) / 2
// and the coordinates add up. Otherwise the three ways of computing it have nothing but the
// network's features in common.

#include "entropy_follower.h"

#include "diagnostics/theory/relative_entropy.h"

#include <boost/math/quadrature/gauss_kronrod.hpp>

namespace rhoflow {
namespace {

double gaussian_entropy(double mean, double variance) {
  return 0.5 * (variance + mean * mean - 1. - std::log(variance));
}

template <int dim>
StartComparison compare(const GradientFlow<dim> &flow, std::size_t k,
                        const test::Starts<dim> &starts = {}) {
  const bool encoder = k < flow.state().n_slices();
  const StartMeasure<dim> start(flow.state().space(k), encoder ? starts.encoder : starts.head);
  return compare_with_start(flow.state().space(k), flow.state().densities[k].cells,
                            flow.state().densities[k].values, start,
                            start.view(encoder ? flow.state().moments.length_scale : 1.));
}

/// y = x + c, constant activation, f = Z(1).
test::FlowCase constant_activation_case(double lambda) {
  test::FlowCase flow_case;
  flow_case.network.activation = Activation::constant;
  test::fix_head(flow_case);
  flow_case.data.labels = flow_case.data.inputs;
  for (double &label : flow_case.data.labels)
    label += 1.;
  flow_case.depth_nodes = 2;
  flow_case.outer_nodes = 28;
  flow_case.mesh.cells = 12;
  flow_case.mesh.degree = 6;
  flow_case.mesh.half_width = 7.;
  flow_case.lambda = lambda;
  flow_case.tolerance = 1e-10;
  return flow_case;
}

/// Mean of the outer weight: m' = -(m - 1) - 2 lambda e^{-t} m, m(0) = 0.
double exact_mean(double t, double lambda) {
  const auto exponent = [lambda](double s) { return s - 2. * lambda * std::exp(-s); };
  return boost::math::quadrature::gauss_kronrod<double, 31>::integrate(
      [&](double s) { return std::exp(exponent(s) - exponent(t)); }, 0., t, 10, 1e-14);
}

void expect_gaussian_formula(double lambda, double tolerance) {
  GradientFlow<2> flow = test::make_flow<2>(constant_activation_case(lambda));
  test::EntropyFollower<2> follower(flow);
  EXPECT_NEAR(estimate_entropy(compare(flow, 0)), 0., 1e-13);
  EXPECT_NEAR(compare(flow, 0).smallest_ratio, 1., 1e-12);
  for (const double t : {0.25, 0.5, 1.}) {
    follower.advance(t);
    const double l = flow.state().problem->regularization.length_scale(t),
                 mean = exact_mean(t, lambda);
    const double exact = gaussian_entropy(mean, l * l) + 2. * gaussian_entropy(0., l * l);
    const double direct = estimate_entropy(compare(flow, 1)),
                 integrated = follower.entropies_by_rate()[1],
                 carried = follower.entropies()[1].value;
    test::record("from_density", std::abs(direct - exact));
    test::record("integrated", std::abs(integrated - exact));
    EXPECT_NEAR(direct, exact, tolerance);
    test::record("carried", std::abs(carried - exact));
    EXPECT_NEAR(integrated, exact, tolerance);
    EXPECT_NEAR(carried, exact, tolerance);
    EXPECT_LE(compare(flow, 1).negative_mass, 1e-12);
    if (lambda == 0.) {
      // A translation: the path is straight, and its length is the distance. The ratio
      // exp(m u - m^2 / 2) is smallest at the lowest outer node in the ball.
      EXPECT_NEAR(follower.lengths()[1], mean, 1e-8);
      double lowest = 0.;
      for (const double u : flow.state().space(0).basis().nodes())
        if (u * u <= 16.266)
          lowest = std::min(lowest, u);
      EXPECT_NEAR(std::log(compare(flow, 1).smallest_ratio), mean * lowest - 0.5 * mean * mean,
                  1e-6);
    }
  }
}

TEST(RelativeEntropy, FollowsTheGaussianFormula) {
  expect_gaussian_formula(0., 1e-8);
}

TEST(RelativeEntropy, FollowsTheGaussianFormulaWithScaledWeights) {
  expect_gaussian_formula(0.25, 1e-8);
}

/// Largest relative differences from the integral of the rate, over the densities whose entropy
/// exceeds 1e-6.
struct Differences {
  double on_grid = 0., carried = 0., largest_entropy = 0.;
};

template <int dim>
Differences find_differences(const GradientFlow<dim> &flow, test::EntropyFollower<dim> &follower,
                             const test::Starts<dim> &starts) {
  Differences result;
  const std::vector<double> integrated = follower.entropies_by_rate();
  const std::vector<CharacteristicEntropy> carried = follower.entropies();
  for (std::size_t k = 0; k < flow.state().densities.size(); ++k) {
    result.largest_entropy = std::max(result.largest_entropy, integrated[k]);
    const auto gap = [&](double entropy) {
      return integrated[k] > 1e-6 ? std::abs(entropy / integrated[k] - 1.) : 0.;
    };
    result.on_grid = std::max(result.on_grid, gap(estimate_entropy(compare(flow, k, starts))));
    result.carried = std::max(result.carried, gap(carried[k].value));
  }
  return result;
}

template <int dim>
void expect_agreement(const test::FlowCase &flow_case, const std::vector<double> &times,
                      const test::Starts<dim> &starts = {}, std::size_t n_points = 8192) {
  GradientFlow<dim> flow = test::make_flow<dim>(flow_case, starts);
  test::EntropyFollower<dim> follower(flow, starts, n_points);
  for (const double t : times) {
    follower.advance(t);
    const Differences differences = find_differences(flow, follower, starts);
    test::record("on_grid", differences.on_grid);
    test::record("carried", differences.carried);
    test::record("largest_entropy", differences.largest_entropy);
    EXPECT_LE(differences.on_grid, 1e-3) << "t = " << t;
    EXPECT_LE(differences.carried, 1e-3) << "t = " << t;
    EXPECT_GT(differences.largest_entropy, 1e-6);
  }
}

test::FlowCase sine_case(double scales = 2., unsigned int outer_nodes = 20,
                         unsigned int cells = 15) {
  test::FlowCase flow_case;
  flow_case.network.alpha = scales;
  flow_case.network.beta = scales;
  flow_case.outer_nodes = outer_nodes;
  flow_case.mesh.cells = cells;
  flow_case.mesh.degree = 6;
  flow_case.mesh.half_width = 6.5;
  return flow_case;
}

TEST(RelativeEntropy, FromTheDensitiesIsTheIntegralOfItsRate) {
  expect_agreement<2>(sine_case(), {0.05, 0.25, 0.5, 1.});
}

// The sine problem as its folder runs it: at the end the grid leaves noise in the head's tails.
TEST(RelativeEntropy, OfAnUnresolvedHeadLiesBetweenBoundAndIntegral) {
  GradientFlow<2> flow = test::make_flow<2>(sine_case(1., 32, 14));
  test::EntropyFollower<2> follower(flow);
  follower.advance(5.);
  const std::size_t head = flow.state().densities.size() - 1;
  const StartComparison comparison = compare(flow, head);
  const double integrated = follower.entropies_by_rate()[head];
  EXPECT_GT(comparison.negative_mass, 1e-3);
  EXPECT_LT(lower_entropy_bound(comparison), integrated);
  EXPECT_GT(comparison.entropy, integrated);
  const double difference = std::abs(estimate_entropy(comparison) / integrated - 1.);
  test::record("difference", difference);
  EXPECT_LE(difference, 1e-3);
  const double carried = std::abs(follower.entropies()[head].value / integrated - 1.);
  test::record("carried", carried);
  EXPECT_LE(carried, 1e-4);
}

// Four labels that a sine does not have, with scales that drive the head far: nobody's nodal values
// follow it into the tails.
TEST(RelativeEntropy, AlongCharacteristicsNeedsNoTails) {
  test::FlowCase flow_case;
  flow_case.data = test::sine_data(4);
  flow_case.data.labels = {1., -1., -1., 1.};
  flow_case.network.alpha = 3.;
  flow_case.network.beta = 5.;
  flow_case.depth_nodes = 3;
  flow_case.outer_nodes = 20;
  flow_case.mesh.cells = 16;
  flow_case.mesh.degree = 5;
  flow_case.mesh.half_width = 6.5;
  flow_case.tolerance = 1e-4;
  GradientFlow<2> flow = test::make_flow<2>(flow_case);
  test::EntropyFollower<2> follower(flow, {}, 16384);
  follower.advance(2.);
  const Differences differences = find_differences<2>(flow, follower, {});
  test::record("on_grid", differences.on_grid);
  test::record("carried", differences.carried);
  EXPECT_GT(differences.on_grid, 0.05);
  EXPECT_LE(differences.carried, 1e-3);
}

TEST(RelativeEntropy, FromTheDensitiesIsTheIntegralOfItsRateWithFiniteElements) {
  test::FlowCase flow_case = sine_case();
  flow_case.finite_element = true;
  flow_case.limiter = false;
  flow_case.outer_nodes = 12;
  flow_case.depth_nodes = 2;
  flow_case.tolerance = 1e-5;
  expect_agreement<2>(flow_case, {0.1, 0.3});
}

TEST(RelativeEntropy, FromTheDensitiesIsTheIntegralOfItsRateWithScaledWeights) {
  test::FlowCase flow_case = sine_case();
  test::fix_head(flow_case);
  flow_case.lambda = 0.25;
  expect_agreement<2>(flow_case, {0.25, 1.});
}

TEST(RelativeEntropy, FromTheDensitiesIsTheIntegralOfItsRateForTwoInputs) {
  test::FlowCase flow_case;
  flow_case.data = test::plane_data(5);
  flow_case.network.beta = 2.;
  flow_case.depth_nodes = 2;
  flow_case.outer_nodes = 8;
  flow_case.mesh.cells = 8;
  flow_case.mesh.degree = 5;
  flow_case.mesh.half_width = 5.5;
  flow_case.tolerance = 1e-5;
  expect_agreement<3>(flow_case, {0.15}, {}, 32768); // 8192 leave 1e-2
}

/// Two Gaussians apart, of different widths and weights.
GaussianMixture two_gaussians(double distance) {
  GaussianMixture mixture = test::gaussian_start(1, 2, -distance);
  mixture.push_back(test::gaussian_start(1, 2, distance, 0.6).front());
  mixture[0].weight = 0.3;
  mixture[1].weight = 0.7;
  mixture[1].mean[1] = 0.5;
  return mixture;
}

TEST(RelativeEntropy, FromTheDensitiesIsTheIntegralOfItsRateForMixtures) {
  expect_agreement<2>(sine_case(), {0.05, 0.25, 0.5}, {two_gaussians(0.4), two_gaussians(0.7)});
}

TEST(RelativeEntropy, FromTheDensitiesIsTheIntegralOfItsRateForMixturesWithScaledWeights) {
  test::FlowCase flow_case = sine_case();
  test::fix_head(flow_case);
  flow_case.lambda = 0.25;
  expect_agreement<2>(flow_case, {0.25, 0.5}, {two_gaussians(0.4), {}});
}

TEST(RelativeEntropy, OfAMixtureMatchesASum) {
  // rho_0 is a mixture, rho one of its components.
  test::FlowCase flow_case = constant_activation_case(0.);
  const auto spaces = test::make_spaces<2>(flow_case);
  GaussianMixture mixture = test::gaussian_start(1, 2, -0.7);
  mixture.push_back(test::gaussian_start(1, 2, 0.8, 0.6).front());
  mixture.back().mean[1] = 0.5;
  const AlignedVector density = project_mixture(*spaces.encoder, {mixture.back()}, "encoder");
  const StartMeasure<2> start(*spaces.encoder, mixture);
  const LocalCells all = LocalCells::all(spaces.encoder->mesh().n_cells());
  const StartComparison result =
      compare_with_start(*spaces.encoder, all, density, start, start.view(1.));
  const auto gaussian = [](const GaussianComponent &c, const std::vector<double> &theta) {
    double value = 1.;
    for (std::size_t k = 0; k < 3; ++k)
      value *= std::exp(-0.5 * std::pow(theta[k] - c.mean[k], 2) / c.variance[k]) /
               std::sqrt(2. * M_PI * c.variance[k]);
    return value;
  };
  const double exact =
      test::integrate(*spaces.encoder, density, [&](const std::vector<double> &theta) {
        const double first = gaussian(mixture[0], theta), second = gaussian(mixture[1], theta);
        return std::log(second / (0.5 * (first + second)));
      });
  EXPECT_NEAR(estimate_entropy(result), exact, 1e-7);
  EXPECT_GT(exact, 0.1);
}

} // namespace
} // namespace rhoflow
