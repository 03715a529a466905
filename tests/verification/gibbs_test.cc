// SPDX-License-Identifier: Apache-2.0
// Problem: the equation of a density with noise in a potential that does not move,
// d_t rho = div( rho grad(u.phi(q) + (mu/2) |theta|^2) ) + kappa Laplace rho.
// Exact stationary solution (model: noise), in Hermite functions of variance kappa/mu:
//   C_n = (-phi / sqrt(mu kappa))^n / sqrt(n!) C_0,  C_0 ~ exp(phi^2/(2 mu kappa) - mu |q|^2/(2
//   kappa)).

#include "flow_fixture.h"
#include "rhoflow/operators/standard_terms.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rhoflow::gibbs_problem {
namespace {

constexpr double kappa = 0.1, mu = 0.15;

/// A smooth potential of one outer weight, (q) -> phi.
double frozen_phi(double w, double b) {
  return 0.06 * std::sin(w + 0.4 * b) - 0.05 * std::cos(0.7 * b);
}

/// The flow of one slice and the terms of its equation with the potential frozen_phi, and the Gibbs
/// density of that potential.
struct FrozenCase {
  explicit FrozenCase(unsigned int cells, unsigned int degree, bool varies = true) {
    test::fix_head(flow_case);
    flow_case.data = test::sine_data(4);
    flow_case.depth_nodes = 1;
    flow_case.mesh.half_width = 7.;
    flow_case.noise.temperature = kappa;
    flow_case.noise.confinement = mu;
    flow_case.outer_variance = kappa / mu;
    flow_case.outer_nodes = 16;
    flow_case.mesh.cells = cells;
    flow_case.mesh.degree = degree;
    const auto spaces = test::make_spaces<2>(flow_case);
    state = make_flow_state(test::make_problem(flow_case), spaces);
    const DensitySpace<2> &space = *spaces.encoder;
    const TensorGrid &grid = state.grid(0);
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

  /// Puts the stationary solution into the density.
  void fill_gibbs(const DensitySpace<2> &space, const AlignedVector &phi) {
    const InnerMesh<2> &mesh = space.mesh();
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

  void compute_sources(const AlignedVector &values) const {
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

TEST(Gibbs, TheOuterPartOfAGibbsDensityIsStationary) {
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

TEST(Gibbs, AGibbsDensityMovesByTheErrorOfTheMeshOnly) {
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

TEST(Gibbs, AnEquilibriumOfTheDiscreteEquationDoesNotMove) {
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

} // namespace
} // namespace rhoflow::gibbs_problem
