// SPDX-License-Identifier: Apache-2.0
// Problems with two inputs whose result is known from another problem.
// Exact relations: (1) standard Gaussians, the Gauss-Hermite nodes and the mesh are invariant under
// rotations by 90 degrees, so data rotated from (x_0, x_1) to (-x_1, x_0) have the same loss and
// predictions. (2) If x_1 = 0 for all samples, Z_1 and p_1 stay zero by the symmetry in w_1, the
// potentials do not depend on w_1, and the marginal of the density over u_1 and w_1 obeys the
// equation with one input, also after discretization: the same loss and predictions.
// (3) Predictions of other points in between leave the run as it is.

#include "flow_fixture.h"
#include <gtest/gtest.h>

namespace rhoflow {
namespace {

test::FlowCase small_case() {
  test::FlowCase flow_case;
  flow_case.data = test::plane_data(9);
  flow_case.network.alpha = 2.;
  flow_case.network.beta = 3.;
  flow_case.depth_nodes = 2;
  flow_case.outer_nodes = 5;
  flow_case.mesh.cells = 6;
  flow_case.mesh.degree = 3;
  flow_case.mesh.half_width = 5.;
  flow_case.tolerance = 1e-5;
  return flow_case;
}

double largest_difference(const std::vector<double> &a, const std::vector<double> &b) {
  EXPECT_EQ(a.size(), b.size());
  double result = 0.;
  for (std::size_t i = 0; i < a.size(); ++i)
    result = std::max(result, std::abs(a[i] - b[i]));
  return result;
}

template <int dim1, int dim2>
void expect_same_learning(const GradientFlow<dim1> &one, const GradientFlow<dim2> &two,
                          double start_loss) {
  test::record("loss_difference", std::abs(one.state().network.loss - two.state().network.loss));
  EXPECT_NEAR(one.state().network.loss, two.state().network.loss, 1e-10);
  EXPECT_LT(largest_difference(one.state().network.predictions, two.state().network.predictions),
            1e-10);
  // Something was learnt, and the features have moved.
  EXPECT_LT(one.state().network.loss, 0.9 * start_loss);
  const auto &features = one.state().network.trajectory.final_features;
  EXPECT_GT(largest_difference(features, one.state().problem->data.inputs), 1e-3);
}

TEST(TwoInputs, ARotationByNinetyDegreesChangesNothing) {
  const test::FlowCase plain = small_case();
  test::FlowCase rotated = plain;
  for (std::size_t i = 0; i < plain.data.size(); ++i) {
    rotated.data.inputs[2 * i] = -plain.data.input(i, 1);
    rotated.data.inputs[2 * i + 1] = plain.data.input(i, 0);
  }
  GradientFlow<3> one = test::make_flow<3>(plain), two = test::make_flow<3>(rotated);
  const double start_loss = one.state().network.loss;
  test::advance(one, 0.5);
  test::advance(two, 0.5);
  expect_same_learning(one, two, start_loss);
}

TEST(TwoInputs, OfWhichOneIsZeroLearnAsOneInput) {
  test::FlowCase flat = small_case(), line = flat;
  line.data = test::sine_data(9);
  // Steps from the same table: the error of a step is not the same in more dimensions.
  flat.maximal_step = line.maximal_step = 1. / 64;
  flat.tolerance = line.tolerance = 1e20;
  flat.data = line.data;
  flat.data.dimension = 2;
  flat.data.inputs.clear();
  for (const double x : line.data.inputs)
    flat.data.inputs.insert(flat.data.inputs.end(), {x, 0.});
  GradientFlow<2> one = test::make_flow<2>(line);
  GradientFlow<3> two = test::make_flow<3>(flat);
  const double start_loss = one.state().network.loss;
  test::advance(one, 0.5);
  test::advance(two, 0.5);
  ASSERT_EQ(one.state().n_steps, 32u);
  ASSERT_EQ(two.state().n_steps, 32u);
  expect_same_learning(one, two, start_loss);
  for (std::size_t i = 0; i < flat.data.size(); ++i)
    EXPECT_NEAR(two.state().network.trajectory.final_features[2 * i + 1], 0., 1e-12);
}

TEST(TwoInputs, PredictionsInBetweenLeaveTheRunAsItIs) {
  GradientFlow<3> plain = test::make_flow<3>(small_case());
  GradientFlow<3> asked = test::make_flow<3>(small_case());
  const std::vector<double> points = test::plane_data(40).inputs;
  std::vector<double> predictions;
  for (int step = 0; step < 5; ++step) {
    plain.step(1.);
    predictions = predict(asked.state(), points);
    asked.step(1.);
  }
  EXPECT_EQ(plain.state().network.loss, asked.state().network.loss);
  EXPECT_TRUE(test::values_of(plain) == test::values_of(asked));
  // The first nine of the points are the samples.
  predictions = predict(asked.state(), points);
  ASSERT_EQ(predictions.size(), 40u);
  predictions.resize(9);
  EXPECT_LT(largest_difference(predictions, asked.state().network.predictions), 1e-11);
}

} // namespace
} // namespace rhoflow
