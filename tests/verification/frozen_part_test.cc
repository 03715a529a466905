// SPDX-License-Identifier: Apache-2.0
// Problem: only the encoder or only the head is trained.
// Known: what is frozen stays bit for bit; dissipation and Gram form count what moves and are
// -dE/dt; from the standard Gaussian start a frozen head keeps everything as it is, because its
// prediction and the encoder's potential vanish.

#include "flow_fixture.h"

#include "diagnostics/theory/gram_matrices.h"
#include "statistics/statistics_row.h"

namespace rhoflow {
namespace {

test::FlowCase frozen_case(TrainedPart train) {
  test::FlowCase flow_case;
  flow_case.network.train = train;
  flow_case.network.alpha = flow_case.network.beta = 2.;
  flow_case.depth_nodes = 2;
  flow_case.outer_nodes = 12;
  flow_case.mesh.cells = 8;
  flow_case.mesh.half_width = 5.5;
  flow_case.tolerance = 1e-8;
  flow_case.maximal_step = 5e-3;
  return flow_case;
}

/// a and w correlated: the prediction and its derivative do not vanish.
GaussianMixture correlated_start() {
  GaussianMixture start = test::gaussian_start(1, 2, 0.6);
  start.push_back(test::gaussian_start(1, 2, -0.6).front());
  start[0].mean[1] = 0.5;
  start[1].mean[1] = -0.5;
  return start;
}

void expect_only_trained_part_moves(TrainedPart train) {
  const test::FlowCase flow_case = frozen_case(train);
  const auto spaces = test::make_spaces<2>(flow_case);
  DensityList densities = test::gaussian_densities<2>(flow_case, spaces);
  densities.back() = project_mixture(*spaces.head, correlated_start(), "head");
  GradientFlow<2> flow = test::make_flow<2>(flow_case, spaces, densities);
  const DensityList start = test::values_of(flow);
  const std::vector<double> start_masses = masses_of(flow.state());
  test::advance(flow, 0.19);
  const double before = flow.state().network.loss;
  test::advance(flow, 0.2);
  const double dissipation =
      statistics_row(measure(flow.state(), start_masses, {}, 0.))["dissipation"];
  const GramForm form =
      gram_form(compute_gram_matrices(flow.state(), compute_all_moments(flow.state())),
                flow.state().problem->network, flow.state().network.residuals);
  test::advance(flow, 0.21);
  const double rate = (before - flow.state().network.loss) / 0.02;
  EXPECT_GT(rate, 0.);
  EXPECT_NEAR(dissipation, rate, 1e-4 * rate);
  EXPECT_NEAR(form.encoder + form.head, dissipation, 1e-10 * dissipation);
  for (std::size_t k = 0; k < flow.state().densities.size(); ++k)
    EXPECT_EQ(flow.state().densities[k].values == start[k], !flow.state().densities[k].trains) << k;
}

TEST(FrozenPart, HeadStaysAndTheEncoderLearns) {
  expect_only_trained_part_moves(TrainedPart::encoder);
}

TEST(FrozenPart, EncoderStaysAndTheHeadLearns) {
  expect_only_trained_part_moves(TrainedPart::head);
}

TEST(FrozenPart, NothingMovesWithAFrozenGaussianHead) {
  GradientFlow<2> flow = test::make_flow<2>(frozen_case(TrainedPart::encoder));
  const double before = flow.state().network.loss;
  test::advance(flow, 0.05);
  EXPECT_NEAR(flow.state().network.loss, before, 1e-12);
}

} // namespace
} // namespace rhoflow
