// SPDX-License-Identifier: Apache-2.0
// Problem: the same steps with one and with two threads.
// Exact solution: the same numbers, bit for bit, because work and sums are cut into pieces whose
// number does not depend on the threads.

#include "base/threads.h"

#include "flow_fixture.h"
#include <gtest/gtest.h>

namespace rhoflow {
namespace {

struct Result {
  std::vector<double> losses;
  DensityList densities;
};

template <int dim>
Result run(const test::FlowCase &flow_case, unsigned int threads) {
  set_number_of_threads(threads);
  EXPECT_EQ(number_of_threads(), threads);
  GradientFlow<dim> flow = test::make_flow<dim>(flow_case, 0.3);
  Result result;
  for (unsigned int step = 0; step < 5; ++step) {
    flow.step(1.);
    result.losses.push_back(flow.state().network.loss);
  }
  result.densities = test::values_of(flow);
  set_number_of_threads(1);
  return result;
}

template <int dim>
void expect_same_bits(const test::FlowCase &flow_case) {
  const Result one = run<dim>(flow_case, 1), two = run<dim>(flow_case, 2);
  EXPECT_EQ(one.losses, two.losses);
  EXPECT_TRUE(one.densities == two.densities);
}

test::FlowCase flow_case_for_threads() {
  test::FlowCase flow_case;
  flow_case.mesh.cells = 8;
  return flow_case;
}

TEST(Threads, GiveTheSameBitsWithTheHermiteBasis) {
  expect_same_bits<2>(flow_case_for_threads());
}

TEST(Threads, GiveTheSameBitsWithFiniteElements) {
  test::FlowCase flow_case = flow_case_for_threads();
  flow_case.finite_element = true;
  flow_case.outer_nodes = 8;
  expect_same_bits<2>(flow_case);
}

TEST(Threads, GiveTheSameBitsWithTwoInputs) {
  test::FlowCase flow_case = flow_case_for_threads();
  flow_case.data = test::plane_data(7);
  flow_case.depth_nodes = 2;
  flow_case.outer_nodes = 4;
  flow_case.mesh.cells = 5;
  expect_same_bits<3>(flow_case);
}

TEST(Threads, GiveTheSameBitsWithTwoInputsAndFiniteElements) {
  test::FlowCase flow_case = flow_case_for_threads();
  flow_case.data = test::plane_data(7);
  flow_case.finite_element = true;
  flow_case.depth_nodes = 1;
  flow_case.outer_nodes = 5;
  flow_case.mesh.cells = 6;
  flow_case.mesh.degree = 2;
  flow_case.mesh.half_width = 5.;
  expect_same_bits<3>(flow_case);
}

} // namespace
} // namespace rhoflow
