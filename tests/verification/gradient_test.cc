// SPDX-License-Identifier: Apache-2.0
// Problem: the loss E of the discrete network as a function of the densities themselves.
// Exact solution: for any perturbation eta of all densities
//   dE = sum_j b_j int Phi_j eta_j dtheta + int Psi eta_head domega,   Phi = u.phi, Psi = a psi,
// because the adjoint is the exact transpose of the forward rule. The left side is a difference
// quotient, extrapolated to order six.

#include "flow_fixture.h"

#include <gtest/gtest.h>

namespace rhoflow {
namespace {

using test::FlowCase;

template <int dim>
class Gradient {
public:
  Gradient(const FlowCase &flow_case, double length_scale)
      : depth_(flow_case.depth()), spaces_(test::make_spaces<dim>(flow_case)),
        problem_(test::make_problem(flow_case)), encoder_(spaces_.encoder),
        length_scale_(length_scale) {
    const std::size_t n = depth_.size() + (spaces_.head ? 1 : 0);
    for (std::size_t k = 0; k < n; ++k) {
      base_.push_back(test::random_density(space(k), static_cast<unsigned int>(2 * k)));
      const AlignedVector other =
          test::random_density(space(k), static_cast<unsigned int>(2 * k + 1));
      perturbation_.push_back(other);
      for (std::size_t i = 0; i < other.size(); ++i)
        perturbation_[k][i] -= base_[k][i];
    }
    if (spaces_.head)
      head_ = std::make_unique<FirstMoments<dim>>(spaces_.head);
  }

  /// |dE - quotient| / |dE|.
  double relative_error() {
    const double exact = derivative();
    const double quotient =
        test::extrapolated_derivative([this](double step) { return loss(step); }, 0.4);
    return std::abs(quotient - exact) / std::abs(exact);
  }

private:
  const DensitySpace<dim> &space(std::size_t k) const {
    return k < depth_.size() ? *spaces_.encoder : *spaces_.head;
  }

  NetworkState evaluate(double step) {
    NetworkMoments moments;
    moments.length_scale = length_scale_;
    moments.fields.resize(base_.size());
    for (std::size_t k = 0; k < base_.size(); ++k) {
      AlignedVector density = base_[k];
      for (std::size_t i = 0; i < density.size(); ++i)
        density[i] += step * perturbation_[k][i];
      (k < depth_.size() ? encoder_ : *head_).compute(density, moments.fields[k]);
    }
    const TensorGrid &grid = spaces_.encoder->mesh().grid();
    const NetworkGrids grids(base_.size(), grid);
    NetworkState state = initial_network_state(*problem_, grids);
    NetworkTables tables = make_network_tables(*problem_, grids);
    evaluate_network(*problem_, moments, std::vector<GridRows>(base_.size(), {0, grid.n_rows}), {},
                     tables, state);
    return state;
  }

  double loss(double step) { return evaluate(step).loss; }

  double derivative() {
    const NetworkState state = evaluate(0.);
    double total = 0.;
    for (std::size_t j = 0; j < depth_.size(); ++j)
      // u = l xi: the potential of the scaled outer weight carries l.
      total += depth_.weights()[j] * length_scale_ *
               test::potential_integral(space(j), perturbation_[j], state.potentials[j]);
    if (spaces_.head)
      total +=
          test::potential_integral(*spaces_.head, perturbation_.back(), state.potentials.back());
    return total;
  }

  DepthGrid depth_;
  DensitySpaces<dim> spaces_;
  std::shared_ptr<const MeanFieldProblem> problem_;
  FirstMoments<dim> encoder_;
  std::unique_ptr<FirstMoments<dim>> head_;
  DensityList base_, perturbation_;
  double length_scale_;
};

FlowCase small() {
  FlowCase flow_case;
  flow_case.data = test::sine_data(6);
  flow_case.depth_nodes = 3;
  flow_case.outer_nodes = 5;
  flow_case.mesh.cells = 4;
  flow_case.mesh.degree = 3;
  flow_case.mesh.half_width = 4.;
  flow_case.network.alpha = 1.5;
  flow_case.network.beta = 2.;
  return flow_case;
}

FlowCase two_inputs() {
  FlowCase flow_case = small();
  flow_case.data = test::plane_data(5);
  flow_case.outer_nodes = 4;
  flow_case.mesh.cells = 2;
  flow_case.mesh.degree = 2;
  flow_case.mesh.half_width = 3.;
  return flow_case;
}

template <int dim>
void expect_exact_gradient(const FlowCase &flow_case, double length_scale = 1.) {
  const double error = Gradient<dim>(flow_case, length_scale).relative_error();
  test::record("relative_error", error);
  EXPECT_LT(error, 1e-8);
}

class GradientOfActivation : public ::testing::TestWithParam<Activation> {};

TEST_P(GradientOfActivation, MatchesDifferencesOfTheLossForGaussNodes) {
  FlowCase flow_case = small();
  flow_case.network.activation = GetParam();
  expect_exact_gradient<2>(flow_case);
}

TEST_P(GradientOfActivation, MatchesDifferencesOfTheLossForTwoInputs) {
  FlowCase flow_case = two_inputs();
  flow_case.network.activation = GetParam();
  expect_exact_gradient<3>(flow_case);
}

INSTANTIATE_TEST_SUITE_P(AllActivations, GradientOfActivation,
                         ::testing::ValuesIn(all_values<Activation>()),
                         [](const auto &test_info) { return to_string(test_info.param); });

TEST(Gradient, MatchesDifferencesOfTheLossForSeveralIntervals) {
  FlowCase flow_case = small();
  flow_case.depth_nodes = 2;
  flow_case.intervals = 3;
  expect_exact_gradient<2>(flow_case);
}

TEST(Gradient, MatchesDifferencesOfTheLossForEuler) {
  FlowCase flow_case = small();
  flow_case.rule = DepthRule::euler;
  flow_case.depth_nodes = 7;
  expect_exact_gradient<2>(flow_case);
}

TEST(Gradient, MatchesDifferencesOfTheLossForEulerWithTwoInputs) {
  FlowCase flow_case = two_inputs();
  flow_case.rule = DepthRule::euler;
  flow_case.depth_nodes = 5;
  expect_exact_gradient<3>(flow_case);
}

TEST(Gradient, MatchesDifferencesOfTheLossForAFixedHead) {
  FlowCase flow_case = small();
  test::fix_head(flow_case);
  flow_case.network.head_vector = {-0.7};
  expect_exact_gradient<2>(flow_case);
}

TEST(Gradient, MatchesDifferencesOfTheLossForAFixedHeadWithTwoInputs) {
  FlowCase flow_case = two_inputs();
  test::fix_head(flow_case);
  flow_case.network.head_vector = {0.8, -1.3};
  flow_case.intervals = 2;
  expect_exact_gradient<3>(flow_case);
}

TEST(Gradient, MatchesDifferencesOfTheLossForScaledWeights) {
  expect_exact_gradient<2>(small(), 0.6);
}

TEST(Gradient, MatchesDifferencesOfTheLossForScaledWeightsWithTwoInputs) {
  expect_exact_gradient<3>(two_inputs(), 0.6);
}

TEST(Gradient, MatchesDifferencesOfTheLossForAFiniteElementBasis) {
  FlowCase flow_case = small();
  flow_case.finite_element = true;
  expect_exact_gradient<2>(flow_case);
}

TEST(Gradient, MatchesDifferencesOfTheLossForAFiniteElementBasisWithTwoInputs) {
  FlowCase flow_case = two_inputs();
  flow_case.finite_element = true;
  expect_exact_gradient<3>(flow_case);
}

} // namespace
} // namespace rhoflow
