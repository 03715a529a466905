// SPDX-License-Identifier: Apache-2.0
// Problem: mean-field Langevin dynamics (model: noise), d_t rho = div( rho grad(Phi + (mu/2)
// |theta|^2) ) + kappa Laplace rho.
// Exact solution for the constant activation sigma0 = 1, one input, fixed head g(z) = z, labels
// x + c: all weights are independent Gaussians, those of w and b with the variance
//   v(t) = kappa/mu + (v_0 - kappa/mu) e^{-2 mu t},
// u with the same variance and a mean m that obeys m' = -(m - c) - mu m.
// Reference for the sine problem: two independent prototypes, one Hermite-Galerkin in all three
// directions, the other the fixed point of the stationary density.

#include "diagnostics/free_energy.h"
#include "flow_fixture.h"
#include "statistics/measures.h"
#include "statistics/statistics_row.h"
#include "theory/theory_collector.h"

#include <deal.II/base/quadrature_lib.h>

#include <gtest/gtest.h>

namespace rhoflow::noise_problem {
namespace {

test::FlowCase noisy(test::FlowCase flow_case, double temperature, double confinement) {
  flow_case.noise.temperature = temperature;
  flow_case.noise.confinement = confinement;
  return flow_case;
}

StatisticsRow row_of(const GradientFlow<2> &flow) {
  return statistics_row(measure(flow.state(),
                                std::vector<double>(flow.state().densities.size(), 1.),
                                flow.noisy_rates(), 0.));
}

// ---- independent Gaussians ---------------------------------------------------------------------

constexpr double shift = 0.7, temperature = 0.2, confinement = 0.3, end = 1.;

test::FlowCase gaussian_case() {
  test::FlowCase flow_case;
  flow_case.network.activation = Activation::constant;
  flow_case.data = test::sine_data(4);
  test::fix_head(flow_case);
  for (std::size_t i = 0; i < flow_case.data.size(); ++i)
    flow_case.data.labels[i] = flow_case.data.inputs[i] + shift;
  flow_case.depth_nodes = 1;
  flow_case.outer_nodes = 20;
  flow_case.outer_variance = 0.8;
  flow_case.mesh.cells = 12;
  flow_case.mesh.degree = 7;
  flow_case.mesh.half_width = 7.;
  flow_case.tolerance = 1e-10;
  return flow_case;
}

double exact_mean() {
  const double limit = shift / (1. + confinement);
  return limit + (0.3 - limit) * std::exp(-(1. + confinement) * end);
}

double exact_variance(double kappa) {
  const double limit = kappa / confinement;
  return limit + (1. - limit) * std::exp(-2. * confinement * end);
}

/// Mean of u and the variances of u, w, b of @p density.
std::vector<double> moments_of(const Density<2> &density) {
  const auto moment = [&](unsigned int k, double center, int power) {
    return test::integrate(*density.space, density.values, [&](const std::vector<double> &theta) {
      return std::pow(theta[k] - center, power);
    });
  };
  const double mean = moment(0, 0., 1);
  return {mean, moment(0, mean, 2), moment(1, 0., 2), moment(2, 0., 2)};
}

void expect_gaussians(const GradientFlow<2> &flow, double variance, double tolerance) {
  const std::vector<double> moments = moments_of(flow.state().densities.front());
  EXPECT_NEAR(moments[0], exact_mean(), tolerance);
  for (unsigned int k = 1; k < moments.size(); ++k)
    EXPECT_NEAR(moments[k], variance, tolerance) << k;
  EXPECT_NEAR(flow.state().network.loss, 0.5 * std::pow(exact_mean() - shift, 2), tolerance);
}

TEST(Noise, IndependentGaussiansHaveTheirExactMomentsAndEntropy) {
  GradientFlow<2> flow = test::make_flow<2>(noisy(gaussian_case(), temperature, confinement), 0.3);
  test::advance(flow, end);
  const double variance = exact_variance(temperature);
  expect_gaussians(flow, variance, 1e-8);
  // Every coordinate has the entropy -ln(2 pi e v) / 2 of a Gaussian.
  EXPECT_NEAR(row_of(flow)["entropy"], -temperature * 1.5 * (std::log(2. * M_PI * variance) + 1.),
              1e-8);
}

/// The speed of the Gaussians in the 2-Wasserstein distance, (m'^2 + 3 (d sqrt(v)/dt)^2)^{1/2}, and
/// -d ln E/dt, at @p time.
std::pair<double, double> exact_rates(double kappa, double time) {
  const double rate = 1. + confinement, mean_limit = shift / rate, limit = kappa / confinement;
  const double mean = mean_limit + (0.3 - mean_limit) * std::exp(-rate * time);
  const double mean_speed = -rate * (mean - mean_limit);
  const double part = (1. - limit) * std::exp(-2. * confinement * time);
  const double deviation_speed = -confinement * part / std::sqrt(limit + part);
  return {std::hypot(mean_speed, std::sqrt(3.) * deviation_speed),
          -2. * mean_speed / (mean - shift)};
}

/// Of the Gaussians with @p kappa, by the quantities of the theory; 0: confinement alone.
void expect_exact_path_length_and_decay_rate(double kappa) {
  GradientFlow<2> flow = test::make_flow<2>(noisy(gaussian_case(), kappa, confinement), 0.3);
  TheoryParameters asked;
  asked.gram_matrices = asked.support = false;
  TheoryCollector<2> collector(asked, flow, {{1., {0.3, 0., 0.}, {1., 1., 1.}}}, {});
  while (flow.time() < end) {
    flow.step(end);
    collector.step(flow);
  }
  const TheoryRow row = collector.collect(flow);
  double path = 0.;
  const dealii::QGauss<1> gauss(20);
  for (unsigned int q = 0; q < gauss.size(); ++q)
    path += end * gauss.weight(q) * exact_rates(kappa, end * gauss.point(q)[0]).first;
  EXPECT_NEAR(row.encoder.path_length, path, 1e-7);
  EXPECT_NEAR(row.decay_rate, exact_rates(kappa, end).second, 1e-6);
  EXPECT_TRUE(std::isnan(row.encoder.entropy_by_rate));
}

TEST(Noise, IndependentGaussiansHaveTheirExactPathLengthAndDecayRate) {
  expect_exact_path_length_and_decay_rate(temperature);
}

TEST(Noise, SoTheyHaveWithConfinementAlone) {
  expect_exact_path_length_and_decay_rate(0.);
}

TEST(Noise, IndependentGaussiansHaveTheirExactMomentsWithFiniteElements) {
  test::FlowCase flow_case = noisy(gaussian_case(), temperature, confinement);
  flow_case.finite_element = true;
  flow_case.limiter = false;
  flow_case.tolerance = 1e-8;
  flow_case.outer_nodes = flow_case.mesh.cells = 8;
  flow_case.mesh.degree = 6;
  GradientFlow<2> flow = test::make_flow<2>(flow_case, 0.3);
  test::advance(flow, end);
  expect_gaussians(flow, exact_variance(temperature), 1e-5);
}

TEST(Noise, ConfinementAloneDrawsGaussiansTogether) {
  test::FlowCase flow_case = noisy(gaussian_case(), 0., confinement);
  flow_case.outer_variance = 1.;
  flow_case.outer_nodes = 24;
  GradientFlow<2> flow = test::make_flow<2>(flow_case, 0.3);
  test::advance(flow, end);
  expect_gaussians(flow, exact_variance(0.), 1e-7);
}

TEST(Noise, WithoutConfinementTheVarianceGrowsLinearly) {
  test::FlowCase flow_case = noisy(gaussian_case(), temperature, 0.);
  flow_case.outer_variance = 1. + 2. * temperature * end;
  flow_case.tolerance = 1e-9;
  GradientFlow<2> flow = test::make_flow<2>(flow_case, 0.3);
  test::advance(flow, end);
  const std::vector<double> moments = moments_of(flow.state().densities.front());
  for (unsigned int k = 1; k < moments.size(); ++k)
    EXPECT_NEAR(moments[k], 1. + 2. * temperature * end, 1e-7) << k;
}

TEST(Noise, TheErrorOfTheInnerMeshFallsWithItsOrder) {
  // High degrees reach their order on finer meshes only.
  for (const auto &[degree, coarse] : {std::pair{2u, 24u}, {3u, 24u}, {4u, 36u}}) {
    std::vector<double> sizes, errors;
    for (const unsigned int cells : {coarse, coarse * 7 / 5}) {
      test::FlowCase flow_case = noisy(gaussian_case(), temperature, confinement);
      flow_case.outer_nodes = 8;
      flow_case.mesh.cells = cells;
      flow_case.mesh.degree = degree;
      flow_case.tolerance = 1e-8;
      GradientFlow<2> flow = test::make_flow<2>(flow_case, 0.3);
      test::advance(flow, 0.25);
      const double variance = temperature / confinement +
                              (1. - temperature / confinement) * std::exp(-0.5 * confinement);
      const Density<2> &density = flow.state().densities.front();
      const InnerMesh<2> &mesh = density.space->mesh();
      double sum = 0.;
      for (unsigned int c = 0; c < mesh.n_cells(); ++c)
        for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a) {
          double marginal = 0., square = 0.;
          for (std::size_t j = 0; j < density.space->n_outer(); ++j)
            marginal +=
                density.space->weight()[j] *
                density
                    .values[(std::size_t(c) * mesh.nodes_per_cell() + a) * density.space->stride() +
                            j];
          for (unsigned int k = 0; k < 2; ++k)
            square += std::pow(mesh.coordinate(c, a, k), 2);
          const double exact = std::exp(-0.5 * square / variance) / (2. * M_PI * variance);
          sum += mesh.weight(c, a) * std::pow(marginal - exact, 2);
        }
      sizes.push_back(1. / cells);
      errors.push_back(std::sqrt(sum));
    }
    test::expect_order(sizes, errors, degree + 0.8, "order_" + std::to_string(degree));
  }
}

// ---- coupled flows
// --------------------------------------------------------------------------------

test::FlowCase sine_case() {
  test::FlowCase flow_case = noisy({}, 0.1, 0.1);
  flow_case.mesh.cells = 10;
  flow_case.mesh.degree = 5;
  flow_case.mesh.half_width = 7.;
  return flow_case;
}

TEST(Noise, TheSineProblemHasItsReferenceValues) {
  struct Reference {
    double loss, encoder, head;
  };
  const std::vector<Reference> references = {{0.1876519, 3.0007281, 3.0943175},
                                             {0.1512526, 3.0063367, 3.2733226},
                                             {0.1275702, 3.0186798, 3.4616550},
                                             {0.1117548, 3.0361853, 3.6308303}};
  GradientFlow<2> flow = test::make_flow<2>(sine_case());
  double last = row_of(flow)["objective"];
  for (std::size_t t = 0; t < references.size(); ++t) {
    test::advance(flow, t + 1.);
    const StatisticsRow row = row_of(flow);
    EXPECT_NEAR(row["loss"], references[t].loss, 1e-5 * references[t].loss);
    EXPECT_NEAR(row["second_moment_encoder"], references[t].encoder, 1e-5 * references[t].encoder);
    EXPECT_NEAR(row["second_moment_head"], references[t].head, 1e-5 * references[t].head);
    EXPECT_LT(row["mass_drift"], 1e-6); // of the start: what lies outside the box
    EXPECT_LT(row["objective"], last);
    last = row["objective"];
  }
  EXPECT_FALSE(flow.loss_falls());
}

/// -dF/dt by differences over steps of @p h around the present time of @p flow.
void expect_dissipation(const test::FlowCase &flow_case, double tolerance) {
  const double h = 0.005, middle = 0.1;
  std::vector<double> objective;
  double dissipation = 0.;
  GradientFlow<2> flow = test::make_flow<2>(flow_case, 0.4);
  for (const int k : {-2, -1, 0, 1, 2}) {
    test::advance(flow, middle + k * h);
    const StatisticsRow row = row_of(flow);
    objective.push_back(row["objective"]);
    if (k == 0)
      dissipation = row["dissipation"];
  }
  const double difference =
      -(objective[0] - 8. * objective[1] + 8. * objective[3] - objective[4]) / (12. * h);
  EXPECT_NEAR(dissipation / difference, 1., tolerance);
}

TEST(Noise, TheDissipationIsTheRateOfTheFreeEnergy) {
  test::FlowCase flow_case = sine_case();
  flow_case.mesh.cells = 8;
  flow_case.tolerance = 1e-9;
  expect_dissipation(flow_case, 1e-6);
  flow_case.noise.part = NoisePart::head;
  expect_dissipation(flow_case, 1e-6);
  flow_case.noise.temperature = 0.; // confinement alone, whose upwinding takes a little more
  flow_case.noise.part = NoisePart::both;
  expect_dissipation(flow_case, 1e-4);
}

TEST(Noise, VanishingNoiseGivesTheFlowWithoutNoise) {
  test::FlowCase flow_case = sine_case();
  flow_case.tolerance = 1e-8;
  GradientFlow<2> noisy_flow = test::make_flow<2>(noisy(flow_case, 1e-9, 1e-9)),
                  flow = test::make_flow<2>(noisy(flow_case, 0., 0.));
  test::advance(noisy_flow, 1.);
  test::advance(flow, 1.);
  EXPECT_NEAR(noisy_flow.state().network.loss, flow.state().network.loss, 1e-8);
  EXPECT_TRUE(flow.noisy_rates().empty());
}

TEST(Noise, OfThePartItIsMeantForOnly) {
  test::FlowCase flow_case = sine_case();
  flow_case.mesh.cells = 6;
  for (const NoisePart part : {NoisePart::encoder, NoisePart::head}) {
    flow_case.noise.part = part;
    const GradientFlow<2> flow = test::make_flow<2>(flow_case);
    for (const Density<2> &density : flow.state().densities)
      EXPECT_EQ(density.noise.is_active(), density.is_head == (part == NoisePart::head));
  }
}

TEST(Noise, FiniteElementsWithLimiterStayPositiveAndKeepTheMass) {
  test::FlowCase flow_case = noisy({}, 0.1, 0.1);
  flow_case.finite_element = true;
  flow_case.outer_nodes = flow_case.mesh.cells = 8;
  flow_case.mesh.degree = 3;
  flow_case.depth_nodes = 1;
  GradientFlow<2> flow = test::make_flow<2>(flow_case, 0.3);
  std::vector<double> masses;
  for (const Density<2> &density : flow.state().densities)
    masses.push_back(test::mass(*density.space, density.values));
  test::advance(flow, 0.5);
  for (std::size_t k = 0; k < masses.size(); ++k) {
    const Density<2> &density = flow.state().densities[k];
    EXPECT_GE(*std::min_element(density.values.begin(), density.values.end()), 0.);
    EXPECT_NEAR(test::mass(*density.space, density.values), masses[k], 1e-12);
  }
}

TEST(Noise, WithTwoInputsMassIsKeptAndTheFreeEnergyFallsAsItsDissipationSays) {
  test::FlowCase flow_case = noisy({}, 0.1, 0.12);
  flow_case.data = test::plane_data(6);
  flow_case.depth_nodes = 2;
  flow_case.outer_nodes = 6;
  flow_case.mesh.cells = 5;
  flow_case.mesh.degree = 4;
  flow_case.mesh.half_width = 5.5;
  flow_case.tolerance = 1e-7;
  GradientFlow<3> flow = test::make_flow<3>(flow_case, 0.3);
  const auto row_now = [&] {
    return statistics_row(measure(flow.state(), {1., 1., 1.}, flow.noisy_rates(), 0.));
  };
  // What a coarse mesh makes of the start relaxes at once.
  test::advance(flow, 0.1);
  const StatisticsRow start = row_now();
  test::advance(flow, 0.15);
  const StatisticsRow middle = row_now();
  test::advance(flow, 0.2);
  const StatisticsRow last = row_now();
  EXPECT_NEAR(last["mass_drift"], start["mass_drift"], 1e-12);
  // Simpson's rule over the three times.
  const double integral =
      (start["dissipation"] + 4. * middle["dissipation"] + last["dissipation"]) * 0.1 / 6.;
  EXPECT_NEAR(integral / (start["objective"] - last["objective"]), 1., 1e-4);
}

} // namespace
} // namespace rhoflow::noise_problem
