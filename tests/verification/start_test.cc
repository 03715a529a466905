// SPDX-License-Identifier: Apache-2.0
// Problem: the first moment of the flow's start with standard Gaussians.
// Exact solution: the first outer moments vanish, so that Z(s; x) = x, f = 0 and p = 0; the encoder
// does not move, and the loss is mean(y^2) / 2.

#include "flow_fixture.h"
#include <gtest/gtest.h>

namespace rhoflow {
namespace {

double largest(const std::vector<double> &values) {
  double result = 0.;
  for (const double value : values)
    result = std::max(result, std::abs(value));
  return result;
}

template <int dim>
void expect_resting_encoder(const test::FlowCase &flow_case) {
  const GradientFlow<dim> flow = test::make_flow<dim>(flow_case);
  const NetworkState &state = flow.state().network;
  for (std::size_t j = 0; j < flow.state().n_slices(); ++j)
    for (const AlignedVector &phi : state.potentials[j])
      for (const double value : phi)
        ASSERT_NEAR(value, 0., 1e-10);
  EXPECT_LT(largest(state.predictions), 1e-10);
  EXPECT_LT(largest(state.adjoint.states), 1e-10);
  for (std::size_t i = 0; i < state.trajectory.features.size(); ++i)
    ASSERT_NEAR(state.trajectory.features[i],
                flow_case.data.inputs[i % flow_case.data.inputs.size()], 1e-10);
  double mean_square = 0.;
  for (const double y : flow_case.data.labels)
    mean_square += y * y / double(flow_case.data.size());
  EXPECT_NEAR(state.loss, 0.5 * mean_square, 1e-10);
}

test::FlowCase small_case() {
  test::FlowCase flow_case;
  flow_case.outer_nodes = 6;
  flow_case.mesh.cells = 6;
  flow_case.mesh.half_width = 5.;
  return flow_case;
}

class Start : public ::testing::TestWithParam<Activation> {};

TEST_P(Start, LeavesTheEncoderAtRest) {
  test::FlowCase flow_case = small_case();
  flow_case.network.activation = GetParam();
  expect_resting_encoder<2>(flow_case);
}

INSTANTIATE_TEST_SUITE_P(Activations, Start, ::testing::ValuesIn(all_values<Activation>()),
                         [](const auto &test_info) { return to_string(test_info.param); });

TEST(Start, LeavesTheEncoderAtRestWithFiniteElements) {
  test::FlowCase flow_case = small_case();
  flow_case.finite_element = true;
  expect_resting_encoder<2>(flow_case);
}

TEST(Start, LeavesTheEncoderAtRestWithTwoInputs) {
  test::FlowCase flow_case = small_case();
  flow_case.data = test::plane_data(6);
  flow_case.depth_nodes = 2;
  flow_case.outer_nodes = 4;
  flow_case.mesh.degree = 3;
  expect_resting_encoder<3>(flow_case);
}

TEST(Start, LeavesTheEncoderAtRestWithTwoInputsAndFiniteElements) {
  test::FlowCase flow_case = small_case();
  flow_case.data = test::plane_data(6);
  flow_case.finite_element = true;
  flow_case.depth_nodes = 1;
  flow_case.outer_nodes = 5;
  flow_case.mesh.degree = 2;
  expect_resting_encoder<3>(flow_case);
}

TEST(Start, MovesTheHead) {
  const GradientFlow<2> flow = test::make_flow<2>(small_case());
  EXPECT_GT(largest({flow.state().network.potentials.back()[0].begin(),
                     flow.state().network.potentials.back()[0].end()}),
            0.1);
}

} // namespace
} // namespace rhoflow
