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
#include "rhoflow/operators/standard_terms.h"
#include "statistics/measures.h"
#include "statistics/statistics_row.h"

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
  flow_case.tolerance = 1e-11;
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

TEST(Noise, IndependentGaussiansHaveTheirExactMomentsWithFiniteElements) {
  test::FlowCase flow_case = noisy(gaussian_case(), temperature, confinement);
  flow_case.finite_element = true;
  flow_case.limiter = false;
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
  GradientFlow<2> flow = test::make_flow<2>(flow_case, 0.3);
  test::advance(flow, end);
  const std::vector<double> moments = moments_of(flow.state().densities.front());
  for (unsigned int k = 1; k < moments.size(); ++k)
    EXPECT_NEAR(moments[k], 1. + 2. * temperature * end, 1e-7) << k;
}

TEST(Noise, TheErrorOfTheInnerMeshFallsWithItsOrder) {
  // High degrees reach their order on finer meshes only.
  for (const auto &[degree, coarse] : {std::pair{2u, 24u}, {3u, 24u}, {4u, 40u}}) {
    std::vector<double> sizes, errors;
    for (const unsigned int cells : {coarse, coarse * 7 / 5}) {
      test::FlowCase flow_case = noisy(gaussian_case(), temperature, confinement);
      flow_case.outer_nodes = 8;
      flow_case.mesh.cells = cells;
      flow_case.mesh.degree = degree;
      flow_case.tolerance = 1e-9;
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

// ---- a frozen potential
// --------------------------------------------------------------------------

/// A smooth potential of one outer weight, (q) -> phi.
double frozen_phi(double w, double b) {
  return 0.06 * std::sin(w + 0.4 * b) - 0.05 * std::cos(0.7 * b);
}

/// The flow of one slice and the terms of its equation with the potential frozen_phi, and the Gibbs
/// density of that potential.
struct FrozenCase {
  explicit FrozenCase(unsigned int cells, unsigned int degree, bool varies = true)
      : flow_case(noisy(gaussian_case(), 0.1, 0.15)) {
    flow_case.outer_variance = 0.1 / 0.15;
    flow_case.outer_nodes = 16;
    flow_case.mesh.cells = cells;
    flow_case.mesh.degree = degree;
    const auto spaces = test::make_spaces<2>(flow_case);
    state = make_flow_state(test::make_problem(flow_case), spaces);
    const DensitySpace<2> &space = *spaces.encoder;
    const TensorGrid &grid = state.grid();
    state.network.potentials.assign(1, GridField(1, AlignedVector(grid.size(), 0.)));
    AlignedVector &phi = state.network.potentials[0][0];
    for (std::size_t b = 0; b < grid.axis.size(); ++b)
      for (std::size_t w = 0; w < grid.axis.size(); ++w)
        phi[b * grid.row_length + w] = varies ? frozen_phi(grid.axis[w], grid.axis[b]) : 0.1;
    fill_gibbs(space, phi);
    terms = std::make_unique<OperatorList<2>>(state, standard_terms(state));
    terms->prepare(state, 0.);
    stepper = std::make_unique<ExponentialStepper<2>>(state);
  }

  /// C_n = (-phi / sqrt(mu kappa))^n / sqrt(n!) C_0, C_0 = exp(phi^2/(2 mu kappa) - mu |q|^2/(2
  /// kappa)) in Hermite functions of variance kappa/mu.
  void fill_gibbs(const DensitySpace<2> &space, const AlignedVector &phi) {
    const InnerMesh<2> &mesh = space.mesh();
    const double kappa = 0.1, mu = 0.15;
    AlignedVector &values = state.densities[0].values;
    values.assign(space.n_values(), 0.);
    for (unsigned int c = 0; c < mesh.n_cells(); ++c)
      for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a) {
        const double potential = phi[mesh.grid_index(c, a)];
        const double square =
            std::pow(mesh.coordinate(c, a, 0), 2) + std::pow(mesh.coordinate(c, a, 1), 2);
        const double marginal =
            std::exp(0.5 * potential * potential / (mu * kappa) - 0.5 * mu * square / kappa);
        for (std::size_t j = 0; j < space.n_outer(); ++j) {
          const double x = space.coordinate(0)[j] / std::sqrt(kappa / mu);
          double before = 0., he = 1., power = 1., sum = 0.; // he = He_n / sqrt(n!)
          for (std::size_t n = 0; n < space.n_outer(); ++n) {
            sum += power * he;
            const double next =
                (x * he - std::sqrt(double(n)) * before) / std::sqrt(double(n) + 1.);
            before = he;
            he = next;
            power *= -potential / std::sqrt(mu * kappa) / std::sqrt(double(n) + 1.);
          }
          values[(std::size_t(c) * mesh.nodes_per_cell() + a) * space.stride() + j] =
              marginal * sum;
        }
      }
    const double mass = test::mass(space, values);
    for (double &value : values)
      value /= mass;
  }

  void compute_sources(const AlignedVector &values) {
    terms->right_hand_side(state, 0., {&values}, stepper->right_hand_side());
  }

  AlignedVector rate() {
    compute_sources(state.densities[0].values);
    stepper->start(state);
    return stepper->rates(state).front();
  }

  test::FlowCase flow_case;
  FlowState<2> state;
  std::unique_ptr<OperatorList<2>> terms;
  std::unique_ptr<ExponentialStepper<2>> stepper;
};

TEST(Noise, TheOuterPartOfAGibbsDensityIsStationary) {
  FrozenCase frozen(6, 4, /*varies*/ false);
  const AlignedVector rate = frozen.rate();
  const DensitySpace<2> &space = frozen.state.space(0);
  // Inner terms only move mass within the box: what is left at an outer node is the outer part.
  for (std::size_t j = 0; j < space.n_outer(); ++j) {
    double sum = 0.;
    for (unsigned int c = 0; c < space.mesh().n_cells(); ++c)
      for (unsigned int a = 0; a < space.mesh().nodes_per_cell(); ++a)
        sum += space.mesh().weight(c, a) *
               rate[(std::size_t(c) * space.mesh().nodes_per_cell() + a) * space.stride() + j];
    EXPECT_LT(space.weight()[j] * std::abs(sum), 1e-12) << j;
  }
}

TEST(Noise, AGibbsDensityMovesByTheErrorOfTheMeshOnly) {
  for (const auto &[degree, coarse] : {std::pair{3u, 30u}, {5u, 20u}}) {
    std::vector<double> sizes, errors;
    for (const unsigned int cells : {coarse, coarse * 7 / 5}) {
      // The rate itself contains second derivatives of the error of the mesh: what counts is how
      // far the density moves.
      FrozenCase frozen(cells, degree);
      FlowState<2> &state = frozen.state;
      const AlignedVector start = state.densities[0].values;
      AlignedVector next = start;
      for (unsigned int step = 0; step < 20; ++step) {
        frozen.stepper->forget_start();
        frozen.compute_sources(state.densities[0].values);
        frozen.stepper->start(state);
        for (unsigned int stage = 0; stage < ExponentialStepper<2>::n_stages(); ++stage) {
          frozen.stepper->advance(stage, 0.01, state, {&next});
          frozen.compute_sources(next);
          frozen.stepper->take_stage(stage, state);
        }
        state.densities[0].values = next;
      }
      for (std::size_t i = 0; i < next.size(); ++i)
        next[i] -= start[i];
      sizes.push_back(1. / cells);
      errors.push_back(test::natural_norm(state.space(0), next));
    }
    test::expect_order(sizes, errors, degree + 0.8, "order_" + std::to_string(degree));
  }
}

TEST(Noise, AnEquilibriumOfTheDiscreteEquationDoesNotMove) {
  FrozenCase frozen(8, 4);
  FlowState<2> &state = frozen.state;
  const AlignedVector start = state.densities[0].values, rate = frozen.rate();
  // With its rate subtracted from the right-hand side any density is an equilibrium.
  const auto compute_sources = [&](const AlignedVector &values) {
    frozen.compute_sources(values);
    AlignedVector &source = frozen.stepper->right_hand_side().front();
    for (std::size_t i = 0; i < source.size(); ++i)
      source[i] -= rate[i];
  };
  AlignedVector next = start;
  frozen.stepper->forget_start();
  for (unsigned int step = 0; step < 100; ++step) {
    if (!frozen.stepper->knows_start())
      compute_sources(state.densities[0].values);
    frozen.stepper->start(state);
    for (unsigned int stage = 0; stage < ExponentialStepper<2>::n_stages(); ++stage) {
      frozen.stepper->advance(stage, 0.05, state, {&next});
      compute_sources(next);
      frozen.stepper->take_stage(stage, state);
    }
    frozen.stepper->accept();
    state.densities[0].values = next;
  }
  for (std::size_t i = 0; i < next.size(); ++i)
    next[i] -= start[i];
  EXPECT_LT(test::natural_norm(state.space(0), next), 1e-11);
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
