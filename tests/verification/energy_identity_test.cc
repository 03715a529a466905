// SPDX-License-Identifier: Apache-2.0
// Problem: the rate of change of the loss under the discrete flow.
// Exact solution: with d_t rho as the transport scheme computes it and grad_h the cellwise
// derivative of the interpolated potential,
//   sum_j b_j int Phi_j d_t rho_j + int Psi d_t tau = -sum_j b_j int |grad_h Phi_j|^2 rho_j
//                                                     - int |grad_h Psi|^2 tau
// to rounding: before time is discretized the scheme dissipates exactly what the gradient says.
// With the decaying regulariser E_t = E + lambda e^{-t} M_2 (model: exact dissipation law)
//   d/dt E_t = -int |grad Phi + 2 lambda e^{-t} theta|^2 rho - lambda e^{-t} M_2.

#include "flow_fixture.h"
#include <gtest/gtest.h>

namespace rhoflow {
namespace {

/// Cellwise derivative of @p phi along @p direction at node @p a, in grid coordinates.
template <int dim>
double derivative(const InnerMesh<dim> &mesh, const AlignedVector &phi, unsigned int cell,
                  unsigned int a, unsigned int direction) {
  unsigned int step = 1;
  for (unsigned int k = 0; k < direction; ++k)
    step *= mesh.line().n_nodes();
  const unsigned int index = mesh.local_index(a, direction);
  double result = 0.;
  for (unsigned int b = 0; b < mesh.line().n_nodes(); ++b)
    result +=
        mesh.line().derivative(index, b) * phi[mesh.grid_index(cell, a - index * step + b * step)];
  return result / mesh.extent(cell, direction);
}

/// int |grad_theta Phi + shift theta|^2 rho for weights theta = scale xi.
template <int dim>
double dissipation(const DensitySpace<dim> &space, const AlignedVector &density,
                   const GridField &phi, double scale = 1., double shift = 0.) {
  const InnerMesh<dim> &mesh = space.mesh();
  double total = 0.;
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a) {
      const std::size_t node = std::size_t(c) * mesh.nodes_per_cell() + a;
      std::vector<std::array<double, dim>> slope(space.n_components());
      for (unsigned int k = 0; k < space.n_components(); ++k)
        for (unsigned int d = 0; d < dim; ++d)
          slope[k][d] = derivative(mesh, phi[k], c, a, d);
      for (std::size_t j = 0; j < space.n_outer(); ++j) {
        double square = 0.;
        for (unsigned int k = 0; k < space.n_components(); ++k) {
          const double outer =
              phi[k][mesh.grid_index(c, a)] + shift * scale * space.coordinate(k)[j];
          square += outer * outer;
        }
        for (unsigned int d = 0; d < dim; ++d) {
          // d/dq of l xi_u phi(q / l): the factors l cancel.
          double inner = shift * scale * mesh.coordinate(c, a, d);
          for (unsigned int k = 0; k < space.n_components(); ++k)
            inner += space.coordinate(k)[j] * slope[k][d];
          square += inner * inner;
        }
        total +=
            mesh.weight(c, a) * space.weight()[j] * density[node * space.stride() + j] * square;
      }
    }
  return total;
}

struct Rates {
  double energy = 0.;      ///< int Phi d_t rho summed over all densities
  double dissipation = 0.; ///< int |grad_h Phi|^2 rho, the same
};

template <int dim>
Rates rates(GradientFlow<dim> &flow) {
  const DensityList change = flow.right_hand_side();
  const double scale = flow.state().problem->regularization.length_scale(flow.time());
  Rates result;
  for (std::size_t k = 0; k < change.size(); ++k) {
    const bool encoder = k < flow.state().n_slices();
    const double weight = encoder ? flow.state().problem->depth.weights()[k] : 1.;
    result.energy += weight * (encoder ? scale : 1.) *
                     test::potential_integral(flow.state().space(k), change[k],
                                              flow.state().network.potentials[k]);
    result.dissipation +=
        weight * dissipation(flow.state().space(k), flow.state().densities[k].values,
                             flow.state().network.potentials[k]);
  }
  return result;
}

test::FlowCase coarse_case() {
  test::FlowCase flow_case;
  flow_case.depth_nodes = 3;
  flow_case.outer_nodes = 12;
  flow_case.mesh.cells = 8;
  flow_case.mesh.half_width = 5.5;
  return flow_case;
}

template <int dim>
void expect_identity(const test::FlowCase &flow_case, double time) {
  GradientFlow<dim> flow = test::make_flow<dim>(flow_case, 0.2);
  test::advance(flow, time);
  const Rates result = rates(flow);
  const double error = std::abs(result.energy / result.dissipation + 1.);
  test::record("relative_error", error);
  EXPECT_LT(error, 1e-12);
}

TEST(EnergyIdentity, HoldsAtTheStart) {
  expect_identity<2>(coarse_case(), 0.);
}

TEST(EnergyIdentity, HoldsWithTheHermiteBasis) {
  expect_identity<2>(coarse_case(), 1.);
}

TEST(EnergyIdentity, HoldsWithFiniteElements) {
  test::FlowCase flow_case = coarse_case();
  flow_case.finite_element = true;
  flow_case.outer_nodes = 7;
  expect_identity<2>(flow_case, 1.);
}

TEST(EnergyIdentity, HoldsOnAGradedMeshOfLowDegree) {
  test::FlowCase flow_case = coarse_case();
  flow_case.mesh.degree = 2;
  flow_case.mesh.grading = 1.5;
  flow_case.rule = DepthRule::euler;
  flow_case.depth_nodes = 5;
  expect_identity<2>(flow_case, 1.);
}

TEST(EnergyIdentity, HoldsWithScaledWeights) {
  test::FlowCase flow_case = coarse_case();
  test::fix_head(flow_case);
  flow_case.lambda = 0.25;
  expect_identity<2>(flow_case, 1.);
}

test::FlowCase plane_case() {
  test::FlowCase flow_case = coarse_case();
  flow_case.data = test::plane_data(6);
  flow_case.depth_nodes = 2;
  flow_case.outer_nodes = 4;
  flow_case.mesh.cells = 6;
  flow_case.mesh.degree = 3;
  return flow_case;
}

TEST(EnergyIdentity, HoldsWithTwoInputs) {
  expect_identity<3>(plane_case(), 0.5);
}

TEST(EnergyIdentity, HoldsWithTwoInputsAndScaledWeights) {
  test::FlowCase flow_case = plane_case();
  test::fix_head(flow_case);
  flow_case.lambda = 0.25;
  expect_identity<3>(flow_case, 0.5);
}

TEST(EnergyIdentity, HoldsWithTwoInputsAndFiniteElements) {
  test::FlowCase flow_case = coarse_case();
  flow_case.data = test::plane_data(5);
  flow_case.finite_element = true;
  flow_case.depth_nodes = 1;
  flow_case.outer_nodes = 5;
  flow_case.mesh.cells = 6;
  flow_case.mesh.degree = 2;
  flow_case.mesh.half_width = 5.;
  expect_identity<3>(flow_case, 0.2);
}

template <int dim>
double objective(const GradientFlow<dim> &flow) {
  const double scale = flow.state().problem->regularization.length_scale(flow.time());
  double result = flow.state().network.loss;
  for (std::size_t j = 0; j < flow.state().n_slices(); ++j)
    result += flow.state().problem->regularization.strength(flow.time()) * scale * scale *
              flow.state().problem->depth.weights()[j] *
              test::second_moment(flow.state().space(j), flow.state().densities[j].values);
  return result;
}

/// d/dt of the objective at t = 1 by a central difference.
template <int dim>
double objective_rate(const test::FlowCase &flow_case) {
  constexpr double h = 1. / 256;
  GradientFlow<dim> flow = test::make_flow<dim>(flow_case, 0.2);
  test::advance(flow, 1. - h);
  const double before = objective(flow);
  test::advance(flow, 1. + h);
  return (objective(flow) - before) / (2. * h);
}

template <int dim>
void expect_rate_of_the_loss(const test::FlowCase &flow_case) {
  GradientFlow<dim> flow = test::make_flow<dim>(flow_case, 0.2);
  test::advance(flow, 1.);
  const double error = std::abs(objective_rate<dim>(flow_case) / -rates(flow).dissipation - 1.);
  test::record("relative_error", error);
  EXPECT_LT(error, 1e-4);
}

TEST(EnergyIdentity, GivesTheRateOfTheLossInTime) {
  expect_rate_of_the_loss<2>(coarse_case());
}

TEST(EnergyIdentity, GivesTheRateOfTheLossInTimeWithTwoInputs) {
  expect_rate_of_the_loss<3>(plane_case());
}

TEST(EnergyIdentity, GivesTheRateOfTheRegularisedObjective) {
  test::FlowCase flow_case = coarse_case();
  test::fix_head(flow_case);
  flow_case.lambda = 0.25;
  GradientFlow<2> flow = test::make_flow<2>(flow_case, 0.2);
  test::advance(flow, 1.);
  const double scale = flow.state().problem->regularization.length_scale(1.),
               strength = flow.state().problem->regularization.strength(1.);
  double expected = 0.;
  for (std::size_t j = 0; j < flow.state().n_slices(); ++j)
    expected -= flow.state().problem->depth.weights()[j] *
                (dissipation(flow.state().space(j), flow.state().densities[j].values,
                             flow.state().network.potentials[j], scale, 2. * strength) +
                 strength * scale * scale *
                     test::second_moment(flow.state().space(j), flow.state().densities[j].values));
  const double error = std::abs(objective_rate<2>(flow_case) / expected - 1.);
  test::record("relative_error", error);
  EXPECT_LT(error, 1e-4);
}

} // namespace
} // namespace rhoflow
