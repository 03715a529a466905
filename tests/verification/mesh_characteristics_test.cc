// SPDX-License-Identifier: Apache-2.0
// Problem: densities that a mesh carries along a coupled flow, encoder and head.
// Known: the same densities at the nodes by the method of characteristics, which has no mesh, along
// the history of the very run. Elements of degree p follow them with the order p as long as weights
// move by less than a cell, and with more where they cross cells (doc/numerics.md).

#include "../expect_error.h"
#include "evaluation/recorded_density.h"
#include "flow_fixture.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rhoflow {
namespace {

/// A run, and what its elements are.
struct MeshRun {
  double alpha, mean, end;          ///< mean of u and a at the start
  unsigned int degree, outer_nodes; ///< so many that their error does not show
  std::vector<unsigned int> cells;
  double least_order;
};

test::FlowCase mesh_case(const MeshRun &run, unsigned int cells) {
  test::FlowCase flow_case;
  flow_case.data = test::sine_data(6);
  flow_case.network.alpha = run.alpha;
  flow_case.network.beta = 2.;
  flow_case.depth_nodes = 2;
  flow_case.outer_nodes = run.outer_nodes;
  flow_case.mesh.cells = cells;
  flow_case.mesh.degree = run.degree;
  flow_case.mesh.half_width = 5.5;
  flow_case.tolerance = 1e-7;
  return flow_case;
}

/// Steps to the end and keeps every step.
FlowHistory record_mesh_run(GradientFlow<2> &flow, const MeshRun &run,
                            const test::FlowCase &flow_case) {
  FlowHistory history;
  HistorySetting &setting = history.setting;
  setting.network = flow_case.network;
  setting.depth.rule = flow_case.rule;
  setting.depth.nodes = flow_case.depth_nodes;
  setting.data = flow_case.data;
  setting.encoder_start = test::gaussian_start(1, 2, run.mean);
  setting.head_start = test::gaussian_start(1, 2, run.mean);
  const auto add = [&] {
    HistorySample sample = history_sample(flow_case.network, flow.state().network);
    sample.step = history.samples.size();
    sample.time = flow.time();
    history.samples.push_back(sample);
  };
  add();
  while (flow.time() < run.end) {
    flow.step(run.end);
    add();
  }
  return history;
}

/// The nodal values of @p exact in @p space.
AlignedVector nodal_values(const DensitySpace<2> &space, const RecordedDensity &exact,
                           double time) {
  const InnerMesh<2> &mesh = space.mesh();
  std::vector<double> points;
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a)
      for (std::size_t j = 0; j < space.n_outer(); ++j)
        points.insert(points.end(),
                      {space.coordinate(0)[j], mesh.coordinate(c, a, 0), mesh.coordinate(c, a, 1)});
  const std::vector<double> logarithms = exact.log_density(points, time);
  AlignedVector values(space.n_values(), 0.);
  std::size_t m = 0;
  for (std::size_t node = 0; node < std::size_t(mesh.n_cells()) * mesh.nodes_per_cell(); ++node)
    for (std::size_t j = 0; j < space.n_outer(); ++j)
      values[node * space.stride() + j] = std::exp(logarithms[m++]) / space.nodal_factor(j);
  return values;
}

/// The mass of the difference from the exact density, of the encoder at its last node and of the
/// head.
std::pair<double, double> differences(const MeshRun &run, unsigned int cells) {
  const test::FlowCase flow_case = mesh_case(run, cells);
  GradientFlow<2> flow = test::make_flow<2>(flow_case, run.mean);
  const FlowHistory history = record_mesh_run(flow, run, flow_case);
  const auto difference = [&](const Density<2> &density, bool head, double depth) {
    AlignedVector values =
        nodal_values(*density.space, RecordedDensity(history, head, depth, 1e-9), run.end);
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = std::abs(values[i] - density.values[i]);
    return test::mass(*density.space, values);
  };
  const std::size_t last = flow_case.depth_nodes - 1;
  return {difference(flow.state().densities[last], false, flow_case.depth().nodes()[last]),
          difference(flow.state().densities.back(), true, 1.)};
}

class MeshCharacteristics : public ::testing::TestWithParam<MeshRun> {};

TEST_P(MeshCharacteristics, NodalValuesConvergeToThem) {
  std::vector<double> sizes, encoder, head;
  for (const unsigned int cells : GetParam().cells) {
    const auto [of_encoder, of_head] = differences(GetParam(), cells);
    sizes.push_back(1. / cells);
    encoder.push_back(of_encoder);
    head.push_back(of_head);
  }
  test::expect_order(sizes, encoder, GetParam().least_order, "order_encoder");
  test::expect_order(sizes, head, GetParam().least_order, "order_head");
}

// What weights move by in a short time is a small part of a cell.
INSTANTIATE_TEST_SUITE_P(Short, MeshCharacteristics,
                         ::testing::Values(MeshRun{1., 0., 0.5, 1, 12, {28, 40}, 1.},
                                           MeshRun{1., 0., 0.5, 2, 14, {28, 40}, 1.9},
                                           MeshRun{1., 0., 0.5, 3, 16, {28, 40}, 3.}),
                         [](const auto &test_info) {
                           return std::to_string(test_info.param.degree);
                         });

// Outer weights around two drive the inner ones through cells.
INSTANTIATE_TEST_SUITE_P(Far, MeshCharacteristics,
                         ::testing::Values(MeshRun{3., 2., 2., 1, 24, {28, 40}, 1.3}),
                         [](const auto &test_info) {
                           return std::to_string(test_info.param.degree);
                         });

} // namespace
} // namespace rhoflow
