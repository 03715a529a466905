// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/depth/depth_grid.h"
#include "rhoflow/potential/sample_state.h"
#include "vtk/line_set.h"

namespace rhoflow {

/// One line a sample through (s, Z(s; x_i)) from s = 0 over the depth nodes to s = 1, of a density
/// or of a finite network; with one input the third coordinate is 0. Point field `adjoint` (three
/// components with two inputs, the last 0), line fields `label`, `prediction`, `residual`.
/// @param state an evaluated one of the samples @p data  @pre at most two inputs
LineSet trajectory_lines(const DataSet &data, const DepthGrid &depth_grid,
                         const SampleState &state);

} // namespace rhoflow
