// SPDX-License-Identifier: Apache-2.0
// Problem: encoder and head on inner meshes of their own.
// Known: on two meshes that are equal the flow is that on one, bit for bit; what is exact on one
// mesh is exact on two (mass, Gram form and dissipation); a finer mesh of the head alone converges
// to the flow with both fine up to what the encoder's mesh does.

#include "flow_fixture.h"

#include "diagnostics/theory/gram_matrices.h"
#include "statistics/statistics_row.h"

namespace rhoflow {
namespace {

test::FlowCase head_mesh_case(unsigned int cells) {
  test::FlowCase flow_case;
  flow_case.data = test::sine_data(6);
  flow_case.network.alpha = 2.;
  flow_case.network.beta = 4.;
  flow_case.depth_nodes = 2;
  flow_case.outer_nodes = 10;
  flow_case.mesh = {cells, 4, 5., 0.};
  return flow_case;
}

/// The flow with the head's mesh apart. @param halved as Weights/Use symmetry
template <int dim>
GradientFlow<dim> flow_on(const test::FlowCase &flow_case, const InnerMeshParameters &head,
                          bool halved) {
  DensitySpaces<dim> spaces = test::make_spaces<dim>(flow_case);
  test::FlowCase head_case = flow_case;
  head_case.mesh = head;
  spaces.head = test::make_spaces<dim>(head_case).head;
  return test::make_flow<dim>(
      flow_case,
      make_flow_state(test::make_problem(flow_case), spaces, {},
                      halved ? DensityPartition::Share::upper_half : DensityPartition::Share::all));
}

TEST(HeadMesh, EqualMeshesAreOneMesh) {
  const test::FlowCase flow_case = head_mesh_case(6);
  GradientFlow<2> one = test::make_flow<2>(flow_case),
                  two = flow_on<2>(flow_case, flow_case.mesh, false);
  for (GradientFlow<2> *flow : {&one, &two})
    test::advance(*flow, 0.5);
  EXPECT_EQ(one.loss(), two.loss());
  EXPECT_EQ(test::values_of(one), test::values_of(two));
}

template <int dim>
void expect_balance(const test::FlowCase &flow_case, const InnerMeshParameters &head) {
  GradientFlow<dim> flow = flow_on<dim>(flow_case, head, true);
  test::advance(flow, 0.3);
  for (const double mass : masses_of(flow.state()))
    EXPECT_NEAR(mass, 1., 1e-13);
  const double dissipation = statistics_row(measure(
      flow.state(), std::vector<double>(flow.state().densities.size(), 1.), {}, 0.))["dissipation"];
  const GramForm form =
      gram_form(compute_gram_matrices(flow.state(), compute_all_moments(flow.state())),
                flow.state().problem->network, flow.state().network.residuals);
  EXPECT_GT(dissipation, 0.);
  EXPECT_NEAR(form.encoder + form.head, dissipation, 1e-11 * dissipation);
}

TEST(HeadMesh, KeepsMassAndEnergyBalance) {
  expect_balance<2>(head_mesh_case(6), {8, 3, 5.5, 1.});
  test::FlowCase flow_case = head_mesh_case(4);
  flow_case.data = test::plane_data(5);
  flow_case.outer_nodes = 5;
  expect_balance<3>(flow_case, {6, 3, 4.8, 0.5});
}

// The bound of the step falls with the degree of the density that moves fastest, here the head.
TEST(HeadMesh, OfAHighDegreeShortensTheSteps) {
  test::FlowCase flow_case = head_mesh_case(6);
  flow_case.tolerance = 1.; // the bound alone
  const auto steps_with = [&](unsigned int degree) {
    GradientFlow<2> flow = flow_on<2>(flow_case, {6, degree, 5., 0.}, false);
    test::advance(flow, 1.);
    EXPECT_EQ(flow.n_rejected(), 0u); // where the bound is too large the error control finds out
    return double(flow.n_steps());
  };
  EXPECT_GT(steps_with(12), 2. * steps_with(4));
}

TEST(HeadMesh, AFinerOneTakesItsErrorAway) {
  const test::FlowCase coarse = head_mesh_case(6), fine = head_mesh_case(16);
  const auto loss_of = [](const test::FlowCase &flow_case, unsigned int head_cells) {
    InnerMeshParameters head = flow_case.mesh;
    head.cells = head_cells;
    GradientFlow<2> flow = flow_on<2>(flow_case, head, true);
    test::advance(flow, 2.);
    return flow.loss();
  };
  const double exact = loss_of(fine, 16);
  const double both = std::abs(loss_of(coarse, 6) - exact) / exact;
  const double encoder = std::abs(loss_of(coarse, 16) - exact) / exact;
  const double head = std::abs(loss_of(fine, 6) - exact) / exact;
  test::record("both coarse", both);
  test::record("encoder coarse", encoder);
  test::record("head coarse", head);
  EXPECT_LT(encoder, 0.1 * head);
  EXPECT_NEAR(head, both, 0.2 * both);
}

} // namespace
} // namespace rhoflow
