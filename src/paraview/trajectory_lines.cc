// SPDX-License-Identifier: Apache-2.0
#include "paraview/trajectory_lines.h"

#include "rhoflow/base/precondition.h"

namespace rhoflow {

LineSet trajectory_lines(const DataSet &data, const DepthGrid &depth_grid,
                         const SampleState &state) {
  RHOFLOW_PRECONDITION(data.dimension <= 2, "the inputs are points of a plane");
  RHOFLOW_PRECONDITION(state.trajectory.n_nodes == depth_grid.size() &&
                           state.trajectory.n_samples == data.size(),
                       "the state is one of the samples");
  const Trajectory &trajectory = state.trajectory;
  const unsigned int d = data.dimension;
  // Start and end of the depth join the nodes; euler's first node is the start itself.
  const std::vector<double> &depth = depth_grid.nodes();
  const bool add_start = depth.front() > 0.;

  LineSet lines;
  DataField adjoint{"adjoint", d == 1 ? std::size_t(1) : std::size_t(3), {}};
  DataField label{"label", 1, {}}, prediction{"prediction", 1, {}}, residual{"residual", 1, {}};
  for (std::size_t i = 0; i < trajectory.n_samples; ++i) {
    std::vector<std::array<double, 3>> line;
    const auto add_point = [&](double s, const double *z, const double *p) {
      line.push_back({s, z[0], d > 1 ? z[1] : 0.});
      adjoint.values.insert(adjoint.values.end(), p, p + d);
      adjoint.values.resize(adjoint.values.size() + adjoint.components - d, 0.);
    };
    if (add_start)
      add_point(0., data.inputs.data() + i * d, state.adjoint.initial.data() + i * d);
    for (std::size_t j = 0; j < trajectory.n_nodes; ++j)
      add_point(depth[j], trajectory.features.data() + trajectory.index(j, i),
                state.adjoint.states.data() + trajectory.index(j, i));
    add_point(1., trajectory.final_features.data() + i * d, state.final_adjoint.data() + i * d);
    lines.lines.push_back(std::move(line));
    label.values.push_back(data.labels[i]);
    prediction.values.push_back(state.predictions[i]);
    residual.values.push_back(state.residuals[i]);
  }
  lines.point_fields = {adjoint};
  lines.line_fields = {label, prediction, residual};
  return lines;
}

} // namespace rhoflow
